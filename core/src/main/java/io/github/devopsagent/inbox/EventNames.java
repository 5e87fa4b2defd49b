package io.github.devopsagent.inbox;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Recognises the name of an event, an action or a command that stops a deployment, however it is put together: {@code
 * deployment.abort}, {@code STOP_ROLLOUT}, {@code abortDeployment}.
 */
final class EventNames {

    private static final int LONGEST = 200;
    private static final Set<String> WHOLE = Set.copyOf(
            StopWords.EVENTS.stream().filter(word -> !word.endsWith("…")).toList());
    private static final List<String> BEGINNINGS = StopWords.EVENTS.stream()
            .filter(word -> word.endsWith("…"))
            .map(word -> word.substring(0, word.length() - 1))
            .toList();
    private static final Set<String> NO_EVENTS = Set.copyOf(StopWords.NO_EVENTS);

    private EventNames() {}

    /** Whether it is one: a name has no blanks, but a command may have something behind it, as in {@code abort EP-1}. */
    static boolean stop(String text) {
        String name = text.strip();
        if (name.length() > LONGEST) {
            return false;
        }
        boolean isName = name.chars().noneMatch(Character::isWhitespace);
        return PlainText.spellings(name).anyMatch(words -> isName ? isStop(words) : isCommand(words));
    }

    /** Whether it names what is over: {@code hold.released}. */
    static boolean isOver(String text) {
        String name = text.strip();
        return name.length() <= LONGEST
                && name.chars().noneMatch(Character::isWhitespace)
                && PlainText.spellings(name).anyMatch(words -> NO_EVENTS.contains(PlainText.last(words)));
    }

    private static boolean isStop(String words) {
        List<String> all = List.of(words.split(" ", -1));
        return all.stream().noneMatch(NO_EVENTS::contains)
                && (all.stream().anyMatch(EventNames::isStopWord)
                        || StopWords.ROLLBACKS.stream()
                                .anyMatch(end -> words.equals(end) || words.endsWith(' ' + end)));
    }

    private static boolean isCommand(String words) {
        return Stream.of(InboxWords.STOPS, StopWords.ROLLBACKS)
                .flatMap(List::stream)
                .anyMatch(stop -> words.equals(stop)
                        || (words.startsWith(stop + ' ')
                                && words.indexOf(' ', stop.length() + 1) == words.lastIndexOf(' ')));
    }

    private static boolean isStopWord(String word) {
        return WHOLE.contains(word) || BEGINNINGS.stream().anyMatch(word::startsWith);
    }
}
