package io.github.devopsagent.inbox;

import io.github.devopsagent.regex.LazyPattern;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The id of an epic in all the ways in which people write it: {@code EP-1}, {@code ep_1}, {@code EP 01}. */
public final class EpicSpelling {

    private static final LazyPattern PART = LazyPattern.of("\\p{N}+|[\\p{L}&&[^\\p{N}]]+");
    private static final int LONGEST = 200;
    private static final LazyPattern ID = LazyPattern.of("[\\p{L}\\p{N}_.-]{1,100}");
    /** {@code AUTH-7}, {@code EP_2}, {@code 12}; {@code OAuth2} is a title. */
    private static final LazyPattern OTHER_ID =
            LazyPattern.of("(?:[\\p{L}\\p{N}]{1,50}[-_]){1,5}[0-9]{1,9}|[0-9]{1,9}");

    private static final LazyPattern FIRST_ID = LazyPattern.of("^[\\p{L}\\p{N}_-]{1,100}");
    private static final LazyPattern LETTERS = LazyPattern.of("^\\p{L}+");
    private static final LazyPattern DIGIT = LazyPattern.of("[0-9]");

    /** One epic is deployed at a time, and thousands of messages may name it. */
    private static volatile Optional<EpicSpelling> last = Optional.empty();

    private final String id;
    private final LazyPattern spelling;

    private EpicSpelling(String id, LazyPattern spelling) {
        this.id = id;
        this.spelling = spelling;
    }

    public static EpicSpelling of(String id) {
        Optional<EpicSpelling> known = last;
        if (known.isPresent() && known.get().id.equals(id)) {
            return known.get();
        }
        EpicSpelling made = made(id);
        last = Optional.of(made);
        return made;
    }

    private static EpicSpelling made(String id) {
        Matcher parts = PART.matcher(PlainText.of(id.length() <= LONGEST ? id : id.substring(0, LONGEST)));
        StringBuilder pattern = new StringBuilder("(?<![\\p{L}\\p{N}])");
        for (boolean isFirst = true; parts.find(); isFirst = false) {
            String part = parts.group();
            boolean isNumber = Character.isDigit(part.charAt(0));
            pattern.append(isFirst ? "" : "[^\\p{L}\\p{N}]{0,5}")
                    .append(
                            isNumber
                                    ? "0{0,9}" + Pattern.quote(part.replaceFirst("^0+(?=.)", ""))
                                    : Pattern.quote(part));
        }
        return new EpicSpelling(
                id, LazyPattern.of(pattern.append("(?![\\p{L}\\p{N}])").toString()));
    }

    public boolean isNamedIn(String text) {
        return spelling.matcher(PlainText.of(text)).find();
    }

    /** Whether a text is, or begins with, the id of another epic. */
    boolean isOther(String text) {
        Matcher first = FIRST_ID.matcher(text);
        boolean isId = OTHER_ID.matcher(text).matches() || (first.find() && isOfSameSeries(first.group()));
        return isId && !id.isEmpty() && !isNamedIn(text);
    }

    /** Whether a text is an id that begins with the same letters. */
    boolean isOfSameSeries(String text) {
        return ID.matcher(text).matches()
                && DIGIT.matcher(text).find()
                && !series(text).isEmpty()
                && series(text).equals(series(id));
    }

    private static String series(String id) {
        Matcher letters = LETTERS.matcher(id);
        return letters.find() ? letters.group().toLowerCase(Locale.ROOT) : "";
    }
}
