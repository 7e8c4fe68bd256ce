"""Makes small tokenizers, and what Hugging Face's `tokenizers` library makes of texts with them.

    python tokenizers_goldens.py ../resources/tokenizers
"""

import json
import sys
from pathlib import Path

from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

CORPUS = [
    "The quick brown fox jumps over the lazy dog, and doesn't look back.",
    "Serving models means answering requests: quickly, correctly and again.",
    "Tokens are pieces of words; pieces of pieces are tokens, too.",
    "Überall gibt es Wörter mit Akzenten: café, naïve, façade, Straße.",
    "Prices: 12.50, 1,000 and 3/4 of 20% in 2024-11-26.",
] * 4

TEXTS = [
    "",
    " ",
    "The quick brown fox",
    "It doesn't matter, we'll see; they'd've known!",
    "Café naïve ÜBERALL Straße İstanbul ΣΊΣΥΦΟΣ",
    "unaffordable  double   spaces\tand\ttabs\nand lines ",
    "\u4f60\u597d\u4e16\u754c and \u65e5\u672c\u8a9e",
    "emoji \U0001f98a fox \U0001f468\u200d\U0001f469\u200d\U0001f467",
    "zero\u0000width\u200bspace\ufeff and \u00a0 no-break\u2003em",
    "numbers 1234567890 12.50 \u0661\u0662\u0663 \u00bd",
    "quotes \u201cround\u201d \u2018single\u2019 \u2014 dash \u2026 $100 +5 <tag> ^ ` ~",
    "e\u0301 combining \u1e9b\u0323 marks",
    "x" * 120,
    "[MASK] in the middle [MASK]and [SEP] at its end[CLS]",
    "a very long text " * 30,
]


def wordpiece():
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    tokenizer.train_from_iterator(
        CORPUS, trainers.WordPieceTrainer(vocab_size=400, special_tokens=special)
    )
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)],
    )
    tokenizer.decoder = decoders.WordPiece()
    return tokenizer


def cased():
    tokenizer = wordpiece()
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=False)
    return tokenizer


def byte_level():
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.train_from_iterator(
        CORPUS,
        trainers.BpeTrainer(
            vocab_size=450,
            special_tokens=["<s>", "</s>", "<pad>", "[MASK]"],
            initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        ),
    )
    tokenizer.post_processor = processors.RobertaProcessing(
        ("</s>", 1), ("<s>", 0), add_prefix_space=False, trim_offsets=False
    )
    return tokenizer


def main(folder):
    cases = []
    for name, make in (("wordpiece", wordpiece), ("cased", cased), ("byte-level", byte_level)):
        tokenizer = make()
        tokenizer.save(str(folder / f"{name}.json"), pretty=False)
        for most in (64, 1000):
            tokenizer.enable_truncation(most)
            cases += [
                {"file": name, "most": most, "text": text, "ids": tokenizer.encode(text).ids}
                for text in TEXTS
            ]
    with open(folder / "goldens.json", "w", encoding="ascii") as out:
        json.dump(cases, out, separators=(",", ":"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
