"""One module for each thing a campaign hands out; each yields artifacts and writes nothing."""
