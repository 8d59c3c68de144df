"""Tables, text and pages of the answers, in Chinese and English."""
