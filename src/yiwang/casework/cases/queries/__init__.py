"""Questions about cases. All start from what the actor may see."""

from yiwang.casework.cases.queries.counting import Tally, ended_by_office
from yiwang.casework.cases.queries.exporting import everything
from yiwang.casework.cases.queries.finding import (
    awaits_delivery,
    file_of,
    find,
    item_names,
    mine,
    open_for_reading,
    visible_to,
)
from yiwang.casework.cases.queries.listing import QUEUES, Page, WorkRow, counts, following, shown_count, work_list
from yiwang.casework.cases.queries.moving import Share, numbers_under_way, open_by_office, share_inside, under_way
from yiwang.casework.cases.queries.narrowing import ONLY, Filters
from yiwang.casework.cases.queries.showing import (
    CaseView,
    MaterialView,
    MessageView,
    messages,
    notices,
    open_acts,
    reading,
    receipt_leaf,
    view,
)
from yiwang.casework.cases.queries.telling import Line, label_of, timeline
from yiwang.casework.cases.queries.window import ReceivedPage, ReceivedRow, received_by

__all__ = [
    "ONLY",
    "QUEUES",
    "CaseView",
    "Filters",
    "Line",
    "MaterialView",
    "MessageView",
    "Page",
    "ReceivedPage",
    "ReceivedRow",
    "Share",
    "Tally",
    "WorkRow",
    "awaits_delivery",
    "counts",
    "ended_by_office",
    "everything",
    "file_of",
    "find",
    "following",
    "item_names",
    "label_of",
    "messages",
    "mine",
    "notices",
    "numbers_under_way",
    "open_acts",
    "open_by_office",
    "open_for_reading",
    "reading",
    "receipt_leaf",
    "received_by",
    "share_inside",
    "shown_count",
    "timeline",
    "under_way",
    "view",
    "visible_to",
    "work_list",
]
