"""Makes small tokenizers, and what Hugging Face's `tokenizers` library makes of texts with them.

    pip install tokenizers sentencepiece protobuf
    python tokenizers_goldens.py ../resources/tokenizers
"""

import io
import json
import sys
import unicodedata
from pathlib import Path

import sentencepiece
from sentencepiece import sentencepiece_model_pb2
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

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

# What SentencePiece's own rules are about: widths, ligatures, fractions, marks, and characters that are nothing or a space.
SENTENCEPIECE_TEXTS = [
    "\uff26\uff55\uff4c\uff4c width \uff11\uff12\uff13 and \uff76\uff9e\uff77",
    "\ufb01ne \ufb02ow \u00bd \u2075 \u2122 \u2026 \u00a0|\u3000| \u200b|\u00ad|",
    "e\u0301 a\u0308 \u0041\u030a n\u0303o, A\u030a\u0327 and \u1e9b\u0323",
    "\u2581 the sign itself \u2581\u2581 and   many    spaces  ",
    "</s> inside <s> and <pad> and <mask>here",
    "\u4f60\u597d\uff0c\u4e16\u754c\u3002 \U0001f98a\U0001f98a \u0e01\u0e33",
]


# What patterns tell apart: contractions in any case, digits, line ends, and spaces of several kinds.
PATTERN_TEXTS = [
    "DON'T you'LL 'Sure' it\u017f '\u017f I'M we'Re",
    "call(x, y)\n\n    return 12345678.90\r\n\ttabbed\n",
    "a  b   c \u00a0 d \n e\n \n f   ",
    "!!! ... ?! #tag @you [x]{y}\n\n",
    "\u0661\u0662\u0663\u0664 \u2160\u2161 \u00b2\u00b3 1\u00bd",
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


def rules(folder):
    """Compatibility forms of the characters that the texts have, as SentencePiece writes rules."""
    characters = sorted(set("".join(TEXTS + SENTENCEPIECE_TEXTS)) - set("\x00\t\n"))
    marked = ["e\u0301", "a\u0308", "A\u030a", "n\u0303", "\uff76\uff9e"]
    lines = ["9\t20", "A\t20", "200B\t20", "AD\t", "FEFF\t"]
    for source in [each for each in characters if each not in "\u200b\u00ad\ufeff"] + marked:
        target = unicodedata.normalize("NFKC", source)
        if target != source:
            lines.append("\t".join(" ".join(f"{ord(c):X}" for c in part) for part in (source, target)))
    file = folder / "rules.tsv"
    file.write_text("\n".join(lines) + "\n", encoding="ascii")
    return file


def sentence_pieces(**options):
    """A model of pieces, and what its texts are normalized with."""
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(CORPUS),
        model_writer=model,
        model_type="unigram",
        minloglevel=2,
        hard_vocab_limit=False,
        **options,
    )
    proto = sentencepiece_model_pb2.ModelProto()
    proto.ParseFromString(model.getvalue())
    return [(piece.piece, piece.score) for piece in proto.pieces], proto.normalizer_spec


def t5(rule_file):
    """As T5 has it: a piece for each space, an end, and unknown characters as one token."""
    pieces, spec = sentence_pieces(
        vocab_size=150, normalization_rule_tsv=str(rule_file), pad_id=0, eos_id=1, unk_id=2, bos_id=-1
    )
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=2))
    tokenizer.normalizer = normalizers.Precompiled(spec.precompiled_charsmap)
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(prepend_scheme="always")]
    )
    tokenizer.post_processor = processors.TemplateProcessing(
        single="$A </s>", pair="$A </s> $B </s>", special_tokens=[("</s>", 1)]
    )
    tokenizer.add_special_tokens(["<pad>", "</s>", "<unk>"])
    return tokenizer


def xlm_roberta(rule_file):
    """As XLM-RoBERTa has it: ends on both sides, several spaces as one, and a mask that takes its space along."""
    pieces, spec = sentence_pieces(vocab_size=150, normalization_rule_tsv=str(rule_file))
    pieces = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)] + pieces[3:] + [("<mask>", 0.0)]
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=3))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Precompiled(spec.precompiled_charsmap),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    tokenizer.add_special_tokens(["<s>", "<pad>", "</s>", "<unk>"])
    tokenizer.add_special_tokens([AddedToken("<mask>", lstrip=True, special=True)])
    return tokenizer


def byte_fallback():
    """Pieces without rules, where what is unknown falls apart into bytes, and texts are not cut."""
    pieces, _ = sentence_pieces(vocab_size=420, byte_fallback=True, normalization_rule_name="identity")
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=0, byte_fallback=True))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Strip(left=False, right=True), normalizers.Prepend("\u2581"), normalizers.Replace(" ", "\u2581")]
    )
    return tokenizer


def llama(pre_tokenizer, normalizer):
    """As Llama 2 has it: pairs of pieces instead of scores, and bytes for what is unknown."""
    unknown = ["<unk>", "<s>", "</s>"]
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>", byte_fallback=True, fuse_unk=True))
    tokenizer.normalizer = normalizers.Replace(" ", "\u2581")
    tokenizer.pre_tokenizer = pre_tokenizers.Split("\u2581", "merged_with_next")
    trainer = trainers.BpeTrainer(
        vocab_size=440, special_tokens=unknown + [f"<0x{unit:02X}>" for unit in range(256)]
    )
    tokenizer.train_from_iterator(CORPUS, trainer)
    model = json.loads(tokenizer.to_str())
    model["added_tokens"] = model["added_tokens"][: len(unknown)]
    model["normalizer"] = None
    model["pre_tokenizer"] = None
    tokenizer = Tokenizer.from_str(json.dumps(model))
    if normalizer is not None:
        tokenizer.normalizer = normalizer
    if pre_tokenizer is not None:
        tokenizer.pre_tokenizer = pre_tokenizer
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A", pair="<s> $A <s> $B", special_tokens=[("<s>", 1)]
    )
    return tokenizer


def fused():
    """Pairs of pieces without bytes, where unknown characters side by side are one token."""
    tokenizer = Tokenizer(models.BPE(unk_token="[UNK]", fuse_unk=True))
    tokenizer.pre_tokenizer = pre_tokenizers.Split(" ", "merged_with_next")
    tokenizer.train_from_iterator(CORPUS, trainers.BpeTrainer(vocab_size=150, special_tokens=["[UNK]"]))
    return tokenizer


def with_pattern(digits):
    """Byte-level pairs of words by the patterns of Llama 3 and Qwen."""
    pattern = (
        r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|"
        + digits
        + r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
    )
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(pattern), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    trainer = trainers.BpeTrainer(
        vocab_size=400, special_tokens=["<s>"], initial_alphabet=pre_tokenizers.ByteLevel.alphabet()
    )
    tokenizer.train_from_iterator(CORPUS, trainer)
    return tokenizer


def make_all(folder):
    yield "wordpiece", wordpiece(), TEXTS
    yield "cased", cased(), TEXTS
    yield "byte-level", byte_level(), TEXTS
    rule_file = rules(folder)
    yield "t5", t5(rule_file), TEXTS + SENTENCEPIECE_TEXTS
    yield "xlm-roberta", xlm_roberta(rule_file), TEXTS + SENTENCEPIECE_TEXTS
    rule_file.unlink()
    yield "byte-fallback", byte_fallback(), TEXTS + SENTENCEPIECE_TEXTS
    signed = normalizers.Replace(" ", "\u2581")
    prepended = normalizers.Sequence([normalizers.Prepend("\u2581"), signed])
    yield "llama", llama(None, prepended), TEXTS + SENTENCEPIECE_TEXTS
    first = pre_tokenizers.Metaspace(prepend_scheme="first", split=False)
    yield "llama-first", llama(first, None), TEXTS + SENTENCEPIECE_TEXTS
    yield "gemma", llama(pre_tokenizers.Split(" ", "merged_with_previous"), signed), TEXTS
    yield "fused", fused(), TEXTS
    yield "llama-3", with_pattern(r"\p{N}{1,3}"), TEXTS + PATTERN_TEXTS
    yield "qwen", with_pattern(r"\p{N}"), TEXTS + PATTERN_TEXTS


def main(folder):
    cases = []
    for name, tokenizer, texts in make_all(folder):
        tokenizer.save(str(folder / f"{name}.json"), pretty=False)
        for most in (64, 1000):
            tokenizer.enable_truncation(most)
            cases += [
                {"file": name, "most": most, "text": text, "ids": tokenizer.encode(text).ids}
                for text in texts
            ]
    with open(folder / "goldens.json", "w", encoding="ascii") as out:
        json.dump(cases, out, separators=(",", ":"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
