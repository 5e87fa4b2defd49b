package io.github.devopsagent.internal.inbox;

import io.github.devopsagent.inbox.InboxWords;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was encoded for its way: headers and bodies of mail (quoted-printable and base64), a text in percent signs, the
 * data of an event. What cannot be decoded stays as it is.
 */
final class TransferDecoding {

    private static final Pattern WORD = Pattern.compile(
            "=\\?([\\w.:-]{1,40})(?:\\*[\\w-]{0,10})?\\?([bBqQ])\\?([^?\\s]{0,200})\\?=(?:\\s{1,3}(?==\\?))?");
    private static final Pattern ENCODING =
            Pattern.compile("(?im)^content-transfer-encoding:\\s{0,3}(quoted-printable|base64)");
    private static final Pattern CHARSET = Pattern.compile("(?i)charset=[\"']?([\\w.:-]{1,40})");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{12,}={0,2}");
    private static final Pattern SHORT_BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{3,30}={0,2}");

    /** Letters and digits in HTML: an ampersand, {@code #118;} or {@code #x76;}. */
    private static final Pattern ENTITY = Pattern.compile("&#(?:([0-9]{1,6})|[xX]([0-9A-Fa-f]{1,5}));?");

    /** The same in YAML and in many programming languages. */
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:x([0-9A-Fa-f]{2})|(?:u|U0000)([0-9A-Fa-f]{4}))");

    private static final Set<String> NO = no();
    private static final Pattern LINE_OF_BASE64 = Pattern.compile("[A-Za-z0-9+/]{1,998}={0,2}");
    private static final Pattern SOFT_END = Pattern.compile("=[ \\t]{0,3}\\r?\\n");
    private static final Pattern NO_TEXT = Pattern.compile("[\\p{Cntrl}&&[^\\r\\n\\t]]");

    private static final Pattern KNOWN =
            Pattern.compile("(?i)utf-8|us-ascii|iso-8859-(?:1|2|5|9|15)|windows-125[0-2]|koi8-r"
                    + "|gb2312|gbk|gb18030|big5|shift_jis|iso-2022-jp|euc-(?:jp|kr)");

    private TransferDecoding() {}

    private static Set<String> no() {
        Set<String> words = new HashSet<>(InboxWords.WORDS);
        words.addAll(InboxWords.STOPS);
        words.addAll(InboxWords.ANSWERS);
        words.addAll(InboxWords.PHRASES);
        words.addAll(InboxWords.NO);
        return Set.copyOf(words);
    }

    /** The text, with what was encoded in it decoded. */
    static String decoded(String text) {
        if (text.indexOf('%') >= 0 && text.strip().chars().noneMatch(Character::isWhitespace)) {
            return text + '\n' + unescaped(text.strip(), '%', StandardCharsets.UTF_8);
        }
        if (text.indexOf('{') < 0 && text.indexOf('[') < 0) {
            Optional<String> whole = base64(text.strip());
            if (whole.isPresent()) {
                return text + '\n' + whole.get();
            }
            String plain = unescaped(text);
            if (!plain.equals(text)) {
                return decoded(plain);
            }
        }
        String words = text.contains("=?") ? WORD.matcher(text).replaceAll(TransferDecoding::word) : text;
        Matcher encoding = ENCODING.matcher(words);
        if (!encoding.find()) {
            return words;
        }
        boolean isQuoted = false;
        boolean isBase64 = false;
        do {
            boolean isQ = encoding.group(1).toLowerCase(Locale.ROOT).startsWith("q");
            isQuoted |= isQ;
            isBase64 |= !isQ;
        } while (encoding.find());
        Charset charset = charset(words);
        String unquoted = isQuoted ? unescaped(SOFT_END.matcher(words).replaceAll(""), '=', charset) : words;
        return isBase64 ? withBlocks(unquoted, charset) : unquoted;
    }

    /** With characters that HTML and YAML escape written out; what nobody knows stays as it is. */
    static String unescaped(String text) {
        String characters = text.indexOf('&') < 0 ? text : ENTITY.matcher(text).replaceAll(TransferDecoding::character);
        return characters.indexOf('\\') < 0
                ? characters
                : ESCAPE.matcher(characters).replaceAll(TransferDecoding::character);
    }

    private static String character(MatchResult escape) {
        String number = escape.group(1) == null ? escape.group(2) : escape.group(1);
        boolean isDecimal = escape.group().startsWith("&#") && escape.group(1) != null;
        int code = Integer.parseInt(number, isDecimal ? 10 : 16);
        boolean isKnown = Character.isValidCodePoint(code) && Character.isLetterOrDigit(code);
        return Matcher.quoteReplacement(isKnown ? Character.toString(code) : escape.group());
    }

    /** What a value is in base64, if it is a text, or one of the words that say no. */
    static Optional<String> base64(String value) {
        if (SHORT_BASE64.matcher(value).matches() && value.length() % 4 == 0) {
            Optional<String> word = text(value, StandardCharsets.UTF_8)
                    .filter(text -> NO.contains(text.strip().toLowerCase(Locale.ROOT)));
            if (word.isPresent()) {
                return word;
            }
        }
        return BASE64.matcher(value).matches() && value.length() % 4 == 0
                ? text(value, StandardCharsets.UTF_8).filter(text -> text.indexOf(' ') >= 0)
                : Optional.empty();
    }

    private static String word(MatchResult word) {
        Charset charset = named(word.group(1));
        String body = word.group(3);
        String text = word.group(2).equalsIgnoreCase("b")
                ? text(body, charset).orElse(body)
                : unescaped(body.replace('_', ' '), '=', charset);
        return Matcher.quoteReplacement(text);
    }

    /** Each block of lines of base64 is replaced by what it says; what is no text stays. */
    private static String withBlocks(String text, Charset charset) {
        StringBuilder all = new StringBuilder();
        StringBuilder block = new StringBuilder();
        for (String line : text.lines().toList()) {
            if (LINE_OF_BASE64.matcher(line.strip()).matches()) {
                block.append(line.strip());
                continue;
            }
            append(all, block, charset);
            all.append(line).append('\n');
        }
        append(all, block, charset);
        return all.toString();
    }

    private static void append(StringBuilder all, StringBuilder block, Charset charset) {
        if (block.length() > 0) {
            String encoded = block.toString();
            all.append(text(encoded, charset).orElse(encoded)).append('\n');
            block.setLength(0);
        }
    }

    private static Optional<String> text(String base64, Charset charset) {
        try {
            byte[] bytes =
                    Base64.getMimeDecoder().decode(base64.replace('-', '+').replace('_', '/'));
            return Optional.of(decode(bytes, charset))
                    .filter(text -> !NO_TEXT.matcher(text).find());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String unescaped(String text, char escape, Charset charset) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        StringBuilder all = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            int high = i + 2 < text.length() && text.charAt(i) == escape ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
            if (low >= 0) {
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                flush(all, bytes, charset);
                all.append(text.charAt(i));
            }
        }
        flush(all, bytes, charset);
        return all.toString();
    }

    private static void flush(StringBuilder all, ByteArrayOutputStream bytes, Charset charset) {
        if (bytes.size() > 0) {
            all.append(decode(bytes.toByteArray(), charset));
            bytes.reset();
        }
    }

    /** In UTF-8 if it can be, whatever is said. */
    private static String decode(byte[] bytes, Charset charset) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, charset.equals(StandardCharsets.UTF_8) ? StandardCharsets.ISO_8859_1 : charset);
        }
    }

    private static Charset charset(String text) {
        Matcher charset = CHARSET.matcher(text);
        return charset.find() ? named(charset.group(1)) : StandardCharsets.ISO_8859_1;
    }

    /** To look for one that there is not takes long, and a text may name thousands. */
    private static Charset named(String name) {
        return KNOWN.matcher(name).matches() && Charset.isSupported(name)
                ? Charset.forName(name)
                : StandardCharsets.ISO_8859_1;
    }
}
