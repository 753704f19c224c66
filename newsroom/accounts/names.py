"""One form for what is the same name or the same address, made here and not by the database: two
databases disagree on the case of İ, ı and ə. Who changes these functions fills the columns anew."""

from articles.text.plain_text import fold, normal

LONGEST = 300  # Folding makes two letters of one at most: ß is ss.


def folded_name(name: str) -> str:
    """The form by which a name to sign in with is unique: `İlqar`, `ilqar`, `ILQAR` and `Ilqar` are
    one name, and so are `Şəmsi` and `semsi`, for whoever writes on a foreign keyboard."""
    return fold(name)[:LONGEST]


def folded_address(email: str) -> str:
    """The form by which an e-mail address is found: case and width are folded and nothing else, for
    `ılqar@` is another's mailbox than `ilqar@`."""
    folded = normal("NFKC", email.strip()).casefold()
    return normal("NFKC", folded)[:LONGEST]
