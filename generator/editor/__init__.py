"""A local web app in which staff edit, translate and approve content, and meet no file."""
