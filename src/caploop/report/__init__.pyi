"""Tables, text and pages of the answers, in Chinese and English."""

from .question import Answer as Answer
from .questions import QUESTIONS as QUESTIONS
from .questions import Question as Question
