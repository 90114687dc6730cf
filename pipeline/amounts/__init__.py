"""Amounts in running text, as pure functions over pieces of tokens: finding, units, values, modifiers and what is counted.

pieces -> readings (one number with its currency and unit) -> matching (ranges, ages, exchanges, modifiers) -> counted.
"""
