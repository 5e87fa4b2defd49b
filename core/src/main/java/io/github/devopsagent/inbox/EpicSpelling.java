package io.github.devopsagent.inbox;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The id of an epic in all the ways in which people write it: {@code EP-1}, {@code ep_1}, {@code EP 01}. */
public final class EpicSpelling {

    private static final Pattern PART = Pattern.compile("\\p{N}+|[\\p{L}&&[^\\p{N}]]+");
    private static final int LONGEST = 200;

    private final Pattern spelling;

    private EpicSpelling(Pattern spelling) {
        this.spelling = spelling;
    }

    public static EpicSpelling of(String id) {
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
                Pattern.compile(pattern.append("(?![\\p{L}\\p{N}])").toString()));
    }

    public boolean isNamedIn(String text) {
        return spelling.matcher(PlainText.of(text)).find();
    }
}
