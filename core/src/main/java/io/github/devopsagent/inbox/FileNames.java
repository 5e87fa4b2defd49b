package io.github.devopsagent.inbox;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Recognises a no in the name of a file: in all of it, and in what is between its dots, since {@code EP-1.veto} and
 * {@code veto.txt} say the same.
 */
final class FileNames {

    private static final Pattern EXTENSION = Pattern.compile("\\.[^.]{1,5}$");
    private static final Pattern DOT = Pattern.compile("\\.");
    private static final Pattern NUMBERS = Pattern.compile("^(?:[0-9]+ )+");
    private static final List<String> PHRASES = InboxFields.STOP_FIELDS.stream()
            .filter(field -> field.indexOf(' ') >= 0)
            .toList();
    private static final Set<String> ENDS = Stream.of(
                    InboxWords.STOPS.stream(),
                    InboxWords.REFUSED.stream(),
                    InboxWords.WORDS.stream(),
                    InboxFields.STOP_FIELDS.stream(),
                    InboxFields.NO_FIELDS.stream())
            .flatMap(each -> each)
            .filter(word -> word.indexOf(' ') < 0 && !word.equals("objects"))
            .collect(Collectors.toUnmodifiableSet());

    private FileNames() {}

    /** Whether a name, without its directory, says no. */
    static boolean sayNo(String name) {
        return Signs.hasCross(name)
                || Signs.isNo(name.strip())
                || Stream.of(Stream.of(name, EXTENSION.matcher(name).replaceFirst("")), DOT.splitAsStream(name))
                        .flatMap(each -> each)
                        .flatMap(PlainText::spellings)
                        .map(words -> NUMBERS.matcher(words).replaceFirst(""))
                        .anyMatch(FileNames::isNo);
    }

    private static boolean isNo(String words) {
        return MessageProse.no(words).isPresent()
                || WordMatcher.beginningOfProse(words).isPresent()
                || PlainText.contains(words, PHRASES)
                || ENDS.contains(PlainText.first(words))
                || ENDS.contains(PlainText.last(words));
    }
}
