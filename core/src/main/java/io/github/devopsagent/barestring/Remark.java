package io.github.devopsagent.barestring;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells what people write for people from arguments that look like it: {@code 22:00}, {@code @ops}, {@code **now**}. */
final class Remark {

    private static final Pattern FOR_PEOPLE = Pattern.compile(
            "(?i)[*_~=]*(?:(?:[01]?\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:[ap]m|z|utc|gmt|ce?s?t|[ecmp][sd]t|bst)?"
                    + "|@(?:[01]?\\d|2[0-3]):[0-5]\\d|~?\\d+(?:mins?|minutes?|secs?|seconds?|hrs?|hours?|days?|am|pm|st|nd|rd|th)"
                    + "|\\d{1,2}x|x\\d{1,2}|(?-i:[TDH][-+]\\d{1,3})|@[a-z][\\w-]*|:[a-z_+-]+:)[^A-Za-z0-9\\s/]*");

    /** A remark as in other languages; what a shell makes of its beginning is every file of the root. */
    private static final Pattern COMMENT = Pattern.compile("/\\*.*|//|(?i:n/a)[\\W_]*");

    /** A plain word, and around it what documents and sentences have there. */
    private static final Pattern PUNCTUATED =
            Pattern.compile("[*_~=\"'`(\\[{<]*([A-Za-z]+(?:['_/-][A-Za-z]+)*)([^A-Za-z0-9\\s/]*|\\[[\\w, -]*\\])");

    /** What is nothing but emphasis, or ends so. */
    private static final Pattern MARKS = Pattern.compile("_+|\\*+|~~+|.*[^=!]==|.*\\$");

    /** Git has commits so, before those of a branch. */
    private static final Pattern OF_COMMIT = Pattern.compile("(?:[A-Z_]*HEAD|main|master|develop|trunk)[~^]+");

    /** In a comment behind a command. */
    private static final Pattern WHETHER = Pattern.compile(
            "(?iU)^\\W*(?:or|nope)\\b|^\\W*(?:no|not|optional\\w*|examples?|sample|hold|wait\\w*)\\W*$|\\b\\d{1,2}:\\d\\d\\b|\\b(?:when(?:ever)?|wait(?:ing)?\\s+(?:for|until|on)"
                    + "|on\\s+hold|tonight|tomorrow|later|in\\s+case|last\\s+resort|(?:as\\s+an?\\s+|for\\s+)?example(?:\\s+only)?|optional(?:ly)?"
                    + "|(?:requires?|needs?)\\s+(?:\\w+\\s+){0,2}(?:sign|approv|review|confirm|ok\\b)\\w*|in\\s+an\\s+emergency|by\\s+hand|(?:run|runs|done|executed|performed|handled)\\s+(?:only\\s+)?by"
                    + "|(?:runs?|does|do|executes?|performs?|handles?)\\s+(?:this|it)|ask\\s+\\w+|careful|dangerous|on\\s+(?:failure|error|success|demand)"
                    + "|im\\s+notfall|falls|wenn|sobald|en\\s+cas"
                    + "|do\\s+not|don['\u2019]?t|must\\s+not|not\\s+(?:yet|now|here|before|until|without|run|executed?)|never|"
                    + "only\\s+(?:if|when|after|once|on|with|in|by)|unless|if|until|after|before|once|todo|fixme|tbd|skip(?:ped)?|manual(?:ly)?|"
                    + "approv(?:al|ed|e)|sign-?off|pending|disabled|deprecated|obsolete|nicht|erst|nur|ne\\s+pas)\\b"
                    + "|[\u4e0d\u52ff\u522b]|\u7981\u6b62");

    private Remark() {}

    /** Whether a comment says that a command is not to be executed, or under which condition. */
    static boolean saysWhether(String comment) {
        return WHETHER.matcher(comment.replace('_', ' ')).find()
                || Arrays.stream(comment.toLowerCase(Locale.ROOT).split("[^\\p{L}]+"))
                        .anyMatch(Adverbs::contains);
    }

    /** Whether a word is one that tools are seldom given. */
    static boolean isOne(String word) {
        if (MARKS.matcher(word).matches() || COMMENT.matcher(word).matches()) {
            return true;
        }
        Matcher found = PUNCTUATED.matcher(word);
        return found.matches() && !found.group(1).equals(word) && isOfSentence(found.group(1), found.group(2));
    }

    /** A variable without a value has a name of any sort. */
    private static boolean isOfSentence(String word, String behind) {
        String folded = word.toLowerCase(Locale.ROOT);
        return !behind.equals("=")
                && (EnglishWords.isProse(folded) || CapitalWord.isState(folded) || CapitalWord.isSaid(word));
    }

    /** Whether it is a time of day, a length of time in words, or somebody's name, which only options have for a value. */
    static boolean isForPeople(String word) {
        return FOR_PEOPLE.matcher(word).matches();
    }

    /** The plain word in it; the same word if there is more in it, or nothing around it. */
    static String plain(String word) {
        Matcher found = PUNCTUATED.matcher(word);
        boolean isPlain = found.matches()
                && !OF_COMMIT.matcher(word).matches()
                && found.group(2).indexOf('.') < 0;
        return isPlain ? found.group(1) : word;
    }
}
