"""What is asked and what is handed in: situations, papers, form."""

from __future__ import annotations

from yiwang.kit.errors import Text
from yiwang.surfaces.desk.editing.parts import Box, Rows, Section
from yiwang.surfaces.desk.editing.sections.shared import EMPTY, HINT, KEY, WHEN, basis

_OPTION = Rows(
    "options",
    Text("选项", "Options"),
    Text("选项", "option"),
    (
        Box("label", Text("选项", "Answer"), "pair"),
        Box("hint", Text("说明", "Hint"), "pair", more=True),
        Box("stop", Text("选了就到此为止，告诉他怎么办", "Ends here: what to do instead"), "pairs", more=True),
        Box("instead", Text("应当办的事项编码", "Code of the right item"), "pick", "items", more=True),
        Box("value", Text("内部的值", "Value"), more=True),
    ),
    fresh={"label": EMPTY},
    stem="option",
    title="label",
)

QUESTIONS = Section(
    "questions",
    Text("情形和提问", "Situations"),
    Text("问得越少越好：只问会改变材料、表单、时限的。", "Ask only what changes papers, form or limits."),
    (
        Rows(
            "questions",
            Text("问题", "Questions"),
            Text("问题", "question"),
            (
                Box("ask", Text("怎么问", "Question"), "pair"),
                HINT,
                Box("why", Text("为什么问这个", "Why it is asked"), "pairs"),
                Box("when", Text("前面这样回答才问", "Asked only after"), "when"),
                _OPTION,
                KEY,
            ),
            fresh={
                "ask": EMPTY,
                "options": [
                    {"value": "yes", "label": {"zh": "是", "en": "Yes"}},
                    {"value": "no", "label": {"zh": "不是", "en": "No"}},
                ],
            },
            stem="question",
            title="ask",
        ),
        Rows(
            "situations",
            Text("有名字的情形", "Named situations"),
            Text("情形", "situation"),
            (Box("name", Text("名称", "Name"), "pair"), Box("when", Text("这样回答的", "Answers"), "when"), KEY),
            fresh={"name": EMPTY, "when": {}},
            stem="situation",
            title="name",
            more=True,
            hint=Text(
                "一旦写了，每一种回答都要正好归到其中一种", "Once there are any, every combination falls to exactly one"
            ),
        ),
        Rows(
            "examples",
            Text("例子", "Examples"),
            Text("例子", "example"),
            (
                Box("answers", Text("这样回答", "Answers"), "answers"),
                Box("mine", Text("还要自己交的", "Still to hand in"), "mine"),
                Box("situation", Text("归到的情形（键）", "Situation (its key)"), more=True),
                Box("fee", Text("一共收多少元", "Fees together, in yuan"), "money", more=True),
                Box("accepted_on", Text("哪天受理", "Accepted on"), "day", more=True),
                Box("due_on", Text("承诺最后一天", "Promised by"), "day", more=True),
            ),
            fresh={"answers": {}, "mine": []},
            hint=Text("例子就是测试：说好剩几份，系统就验几份", "Examples run as tests"),
        ),
    ),
)

PAPERS = Rows(
    "materials",
    Text("材料", "Papers"),
    Text("材料", "paper"),
    (
        Box("name", Text("名称", "Name"), "paper", "papers"),
        HINT,
        basis(Text("法律依据", "Legal basis")),
        Box("licence", Text("由哪种证照代替", "Licence instead"), "pick", "licences"),
        Box("resource", Text("由哪项数据核对", "Data instead"), "pick", "resources"),
        Box("source", Text("从哪里来", "Source"), "choice", "origin"),
        Box("issuer", Text("出具机构", "Issuer")),
        Box("necessity", Text("必要性", "Necessity"), "choice", "necessity"),
        WHEN,
        Box("kind", Text("类型", "Kind"), "choice", "paper", more=True),
        Box("form", Text("形式", "Form"), "choice", "form", more=True),
        Box("originals", Text("原件份数", "Originals"), "number", more=True),
        Box("copies", Text("复印件份数", "Copies"), "number", more=True),
        Box("accept", Text("可以传的文件", "Files"), "several", "accept", more=True),
        Box("standard", Text("受理标准", "Accepted if"), "pairs", more=True),
        Box("filling", Text("填报须知", "How to fill in"), "pairs", more=True),
        Box("blank", Text("空白表", "Blank form"), more=True),
        Box("sample", Text("样表", "Sample"), more=True),
        KEY,
    ),
    fresh={
        "name": EMPTY,
        "kind": "3",
        "form": "3",
        "source": "10",
        "necessity": "1",
        "copies": 1,
        "basis": [],
        "accept": ["pdf", "image"],
    },
    stem="paper",
    title="name",
)

MATERIALS = Section(
    "materials",
    Text("材料", "Papers"),
    Text(
        "没有依据的不要，部门手里有的不要，证照库能取的不要。",
        "No basis, held by an office, or in the licence store: do not ask.",
    ),
    (PAPERS,),
)

FORM = Section(
    "form",
    Text("表单", "Form"),
    Text("只填我们不知道的；每一栏都是一个数据元。", "Only what we do not know; each field is a data element."),
    (
        Rows(
            "form",
            Text("页", "Pages"),
            Text("页", "page"),
            (
                Box("title", Text("这一页的标题", "Title"), "pair"),
                Rows(
                    "fields",
                    Text("栏目", "Fields"),
                    Text("栏目", "field"),
                    (
                        Box("element", Text("数据元", "Data element"), "pick", "elements"),
                        Box("required", Text("必填", "Required"), "check", unsaid=True),
                        Box("label", Text("换一种叫法", "Another label"), "pair", more=True),
                        Box("hint", Text("说明", "Hint"), "pair", more=True),
                        WHEN,
                        KEY,
                    ),
                    fresh={"element": "", "required": True},
                    title="element",
                ),
                KEY,
            ),
            fresh={"title": EMPTY, "fields": [{"element": "contact.phone"}]},
            stem="page",
            title="title",
        ),
    ),
)
