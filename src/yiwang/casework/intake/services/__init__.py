"""The verbs of intake. Each is one transaction; asking registers happens outside of all."""

from yiwang.casework.intake.keeping import AlreadyFiled, Changed
from yiwang.casework.intake.services.completing import complete
from yiwang.casework.intake.services.drafting import answer, claim, delete, expire, move_over, save_page, start
from yiwang.casework.intake.services.filing import Incomplete, submit
from yiwang.casework.intake.services.gathering import check_sources, keep_files_of_case, remove_upload, upload
from yiwang.casework.intake.services.verifying import verify_waiting

__all__ = [
    "AlreadyFiled",
    "Changed",
    "Incomplete",
    "answer",
    "check_sources",
    "claim",
    "complete",
    "delete",
    "expire",
    "keep_files_of_case",
    "move_over",
    "remove_upload",
    "save_page",
    "start",
    "submit",
    "upload",
    "verify_waiting",
]
