"""What a stance is: pure rules, without Django, without a clock and without input or output."""
