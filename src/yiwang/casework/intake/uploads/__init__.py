"""What a person hands in as a file: looked into, cleaned of what it should not carry, or refused with the reason.

No Django. A file is judged by its content, never by its name or by what the browser says. Of a picture the pixels, the
colour profile and the way up are kept bit for bit; place, time, device and every other remark are taken out, because a
photo of a shop plan need not say where its owner lives. A PDF is kept as it is (it may be signed) or refused.
"""

from yiwang.casework.intake.uploads.checking import LARGEST, Clean, inspect
from yiwang.casework.intake.uploads.names import clean_name
from yiwang.casework.intake.uploads.refusing import NotAccepted

__all__ = ["LARGEST", "Clean", "NotAccepted", "clean_name", "inspect"]
