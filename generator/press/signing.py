"""A signature of a job's checksums, so that whoever holds the folder can tell whose it is."""

from collections.abc import Callable
from gettext import gettext as _
from typing import NamedTuple

import minisign


class KeyFault(ValueError):
    """A key that nothing can be signed with."""


class Signed(NamedTuple):
    """A signature, and what others need to check it: `minisign -Vm FILE -P PUBLIC`."""

    signature: bytes
    """The file beside the signed one, its name with SUFFIX."""
    public: str
    """To be told in another way than the signed files: beside them it proves nothing."""


SUFFIX = ".minisig"
_HOW = "check with minisign -V and the public key of whoever issues it"


def signed(content: bytes, key: bytes, about: str, password: Callable[[], str]) -> Signed:
    """Return the signature of a file by a secret key as `minisign -G` makes it.

    A locked key is safe where it lies: `password` is asked for it then, and a person types it;
    we take it from no option, environment or file, where others could read it. A key that was
    made with -W asks nothing, for machines that keep the file from others. The same content,
    key and words `about` it, in ASCII, give the same bytes: there is no time in them. Raises
    KeyFault.
    """
    try:
        secret = minisign.SecretKey.from_bytes(key)
    except minisign.Error:
        raise KeyFault(_("this is no secret key of minisign")) from None
    with secret:
        if secret.is_encrypted():
            try:
                secret.decrypt(password())
            except minisign.Error:
                raise KeyFault(_("the key does not open with this password")) from None
        made = secret.sign(content, untrusted_comment=_HOW, trusted_comment=about)
        public = secret.get_public_key().to_base64().decode()
    return Signed(bytes(made) + b"\n", public)
