"""Every form of content, by its name."""

from __future__ import annotations

from typing import Final

from grader.model.content import CodeContent, Content, DebugContent
from grader.model.enums import Form
from grader.model.typed import ChoiceContent, DeriveContent, PredictContent

AnyContent = CodeContent | DebugContent | DeriveContent | PredictContent | ChoiceContent

CONTENTS: Final[dict[Form, type[Content]]] = {
    Form.CODE: CodeContent,
    Form.DEBUG: DebugContent,
    Form.DERIVE: DeriveContent,
    Form.PREDICT: PredictContent,
    Form.CHOICE: ChoiceContent,
}
