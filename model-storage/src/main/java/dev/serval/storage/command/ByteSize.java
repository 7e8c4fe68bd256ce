package dev.serval.storage.command;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A number of bytes as people write it: `1048576`, `512M`, `200G`, `1T`, in powers of 1024.
final class ByteSize implements ITypeConverter<Long> {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})([KMGT]?)I?B?|(\\d{1,18})");

    @Override
    public Long convert(String text) {
        Matcher matcher = SIZE.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new TypeConversionException(
                    "'%s' is no size, expected a number with K, M, G or T after it or nothing"
                            .formatted(text));
        }
        if (matcher.group(3) != null) {
            return Long.parseLong(matcher.group(3));
        }
        String unit = matcher.group(2);
        int power = unit.isEmpty() ? 0 : "KMGT".indexOf(unit) + 1;
        return Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << (10 * power));
    }
}
