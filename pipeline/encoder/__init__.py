"""The default model's way from words to tags, trees and names: marks of words, word pieces, windows, network, decoding."""
