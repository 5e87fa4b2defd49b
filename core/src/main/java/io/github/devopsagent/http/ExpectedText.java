package io.github.devopsagent.http;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A text that a body must contain. If it has a word that says that all is well, it does not count where it is negated, as a
 * part of the word ({@code unhealthy}) or in the same sentence ({@code not quite ready}), nor where the value behind it is
 * {@code false}. {@code OK} and {@code UP} must be words of their own. Any other text only has to be there.
 *
 * @param text not a blank one
 */
public record ExpectedText(String text) {

    private static final Set<String> STATES = Set.of("""
            accessible active alive available complete completed configured connected deployed enabled found functional good green healthy
            initialised initialized listening live loaded mounted normal ok online open operational pass passed passing reachable ready
            responding responsive running serving stable started succeeded success successful successfully synced true up valid working""".split("\\s+"));

    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}]+");

    private static final Set<String> SHORT = Set.of("ok", "up");
    private static final Set<String> PREFIXES = Set.of("ab", "dis", "dys", "non", "not", "un");

    /** Prefixes that are negations before some words only: {@code inactive}, but {@code invoice}. */
    private static final Pattern PREFIXED =
            Pattern.compile("overloaded|bypass(ed|ing)?|(in|de)\\p{L}+(able|al|ate|ated|ed|ent|ete|ible|id|ive|ure)");

    private static final Set<String> NEGATIONS = Set.of("""
            no not non never neither nor without cannot cant dont wont isnt arent wasnt werent doesnt didnt hasnt havent hadnt couldnt
            wouldnt shouldnt""".strip().split("\\s+"));

    /** Words behind which another statement begins. */
    private static final Set<String> CONJUNCTIONS = Set.of("and", "but", "or", "so", "then");

    /** Words before {@code up} that make it a part of a verb: {@code starting up}. */
    private static final Pattern VERB = Pattern.compile("\\p{L}+ing|back|boot|set|start|warm");

    private static final Pattern MARKUP = Pattern.compile("<[^<>]*>|&nbsp;|\\\\[nrt]|[\\s\\p{Z}]+");

    private static final int MOST_WORDS_BETWEEN = 3;
    private static final int LONGEST_WORD = 20;
    private static final int MOST_BLANKS = 40;
    private static final int FARTHEST = 200;

    /**
     * Looks for the text.
     *
     * @param body of an answer
     * @return what is expected, for people; empty if the body has the text
     */
    public Optional<String> missingIn(String body) {
        int length = 0;
        while (length < text.length() && isLetter(text, length)) {
            length++;
        }
        String word = text.substring(0, length).toLowerCase(Locale.ROOT);
        String expected = "expected '" + text + "' in the body";
        boolean isLiteral = word.isEmpty() || isNegation(word) || !hasState();
        if (isLiteral) {
            return body.contains(text) ? Optional.empty() : Optional.of(expected);
        }
        int oppositeStart = 0;
        int oppositeEnd = 0;
        for (int at = body.indexOf(text); at >= 0; at = body.indexOf(text, at + length)) {
            int start = startOfOpposite(body, at, word);
            boolean isFalse = isFalse(body, at + text.length());
            if (start == at && !isFalse) {
                return Optional.empty();
            }
            oppositeStart = start < 0 ? startOfWord(body, at) : start;
            oppositeEnd = endOfWord(body, isFalse ? startOfValue(body, at + text.length()) : at + length);
        }
        if (oppositeEnd == 0) {
            return Optional.of(expected);
        }
        String opposite = body.substring(oppositeStart, oppositeEnd);
        return Optional.of(
                expected + ", and not as in '" + MARKUP.matcher(opposite).replaceAll(" ") + "'");
    }

    private boolean hasState() {
        for (String word : NO_LETTERS.split(text.toLowerCase(Locale.ROOT), -1)) {
            if (STATES.contains(word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNegation(String word) {
        return NEGATIONS.contains(word) || word.endsWith("n't") || word.endsWith("n\u2019t");
    }

    /** Where the negation begins; the place itself if there is none, and -1 if the word is a part of another. */
    private static int startOfOpposite(String body, int at, String word) {
        int length = word.length();
        boolean isShort = SHORT.contains(word);
        if (isShort && (isInWord(body, at) || goesOn(body, at + length))) {
            return -1;
        }
        int part = startOfWord(body, at);
        int hyphen = part == at && at > 0 && body.charAt(at - 1) == '-' ? startOfWord(body, at - 1) : at;
        if (part < at && isPrefix(lower(body, part, at), word)) {
            return part;
        }
        if (hyphen < at - 1 && isPrefix(lower(body, hyphen, at - 1), word)) {
            return hyphen;
        }
        return startOfNegation(body, at, part, word);
    }

    private static boolean isPrefix(String prefix, String word) {
        return PREFIXES.contains(prefix) || PREFIXED.matcher(prefix + word).matches();
    }

    private static int startOfNegation(String body, int at, int from, String word) {
        int place = from;
        for (int between = 0; between <= MOST_WORDS_BETWEEN; between++) {
            int end = endOfWordBefore(body, place);
            if (end <= 0) {
                return at;
            }
            if (between == 0 && !SHORT.contains(word) && isZero(body, end)) {
                return end - 1;
            }
            int start = startOfWord(body, end);
            if (start == end) {
                return at;
            }
            String before = lower(body, start, end);
            boolean isBehindColon = end < place && body.substring(end, place).indexOf(':') >= 0;
            if (isBehindColon && !isNegation(before)) {
                return at;
            }
            if (isNegation(before)
                    || (between == 0
                            && word.equals("up")
                            && VERB.matcher(before).matches())) {
                return start;
            }
            if (CONJUNCTIONS.contains(before)) {
                return at;
            }
            place = start;
        }
        return at;
    }

    /** Where the word before ends, behind blanks, quotes and markup; -1 if a sentence ends between. */
    private static int endOfWordBefore(String body, int from) {
        int place = from;
        int lines = 0;
        while (place > Math.max(0, from - FARTHEST)) {
            char last = body.charAt(place - 1);
            if (isEscape(body, place - 1)) {
                lines += last == 'n' ? 1 : 0;
                place -= 2;
            } else if (last == '>') {
                int tag = body.lastIndexOf('<', place);
                if (tag < 0) {
                    return -1;
                }
                place = tag;
            } else if (body.startsWith("&nbsp;", place - 6)) {
                place -= 6;
            } else if (last == '-' && place > 1 && Character.isWhitespace(body.charAt(place - 2))) {
                return -1;
            } else if (Character.isWhitespace(last) || Character.isSpaceChar(last) || "\"'`*_-(:".indexOf(last) >= 0) {
                lines += last == '\n' ? 1 : 0;
                place--;
            } else {
                return place;
            }
            if (lines > 1) {
                return -1;
            }
        }
        return -1;
    }

    private static boolean isZero(String body, int end) {
        return body.charAt(end - 1) == '0'
                && (end == 1 || body.charAt(end - 2) == '(' || Character.isWhitespace(body.charAt(end - 2)))
                && (end < 3 || ":=".indexOf(body.charAt(end - 3)) < 0)
                && (end >= body.length() || body.charAt(end) != ':');
    }

    private static int startOfValue(String body, int from) {
        int place = from;
        while (place < Math.min(body.length(), from + MOST_BLANKS) && "\"' \t\n\r:=".indexOf(body.charAt(place)) >= 0) {
            place++;
        }
        return place;
    }

    private static boolean isFalse(String body, int from) {
        int place = startOfValue(body, from);
        String between = body.substring(from, place);
        return (between.indexOf(':') >= 0 || between.indexOf('=') >= 0)
                && body.regionMatches(true, place, "false", 0, 5);
    }

    private static boolean isInWord(String body, int at) {
        return at > 0 && isLetter(body, at - 1) && !(isHump(body, at) && at > 1 && isLetter(body, at - 2));
    }

    private static boolean goesOn(String body, int end) {
        return endOfWord(body, end) > end && !body.startsWith("ay", end) && !body.startsWith("AY", end);
    }

    private static int startOfWord(String body, int end) {
        int start = end;
        while (start > Math.max(0, end - LONGEST_WORD)
                && (isLetter(body, start - 1) || isApostrophe(body, start - 1))
                && (start == end || !isHump(body, start))) {
            start--;
        }
        return start;
    }

    private static int endOfWord(String body, int from) {
        int end = from;
        while (end < Math.min(body.length(), from + LONGEST_WORD)
                && isLetter(body, end)
                && (end == 0
                        || Character.isUpperCase(body.charAt(end)) == Character.isUpperCase(body.charAt(end - 1)))) {
            end++;
        }
        return end;
    }

    private static boolean isApostrophe(String body, int place) {
        return (body.charAt(place) == '\'' || body.charAt(place) == '\u2019')
                && place > 0
                && isLetter(body, place - 1)
                && place + 1 < body.length()
                && isLetter(body, place + 1);
    }

    /** Whether another word begins there without a blank before it, as in {@code isReady}. */
    private static boolean isHump(String body, int place) {
        return place < body.length()
                && Character.isUpperCase(body.charAt(place))
                && Character.isLowerCase(body.charAt(place - 1));
    }

    /** Whether a letter is one of a script that has capitals: words of others need no blanks between them. */
    private static boolean isLetter(String body, int place) {
        char letter = body.charAt(place);
        return (Character.isUpperCase(letter) || Character.isLowerCase(letter)) && !isEscape(body, place);
    }

    private static boolean isEscape(String body, int place) {
        return place > 0 && body.charAt(place - 1) == '\\' && "nrt".indexOf(body.charAt(place)) >= 0;
    }

    private static String lower(String body, int start, int end) {
        return body.substring(start, end).toLowerCase(Locale.ROOT);
    }
}
