package io.github.devopsagent.inbox;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Recognises the {@link InboxWords} at the beginning of lines, and in values of fields. */
final class WordMatcher {

    /** These say whose words follow, or what; a line begins after them. */
    private static final Set<String> LABELS = Stream.of(
                    InboxFields.KIND_FIELDS.stream(),
                    InboxFields.DECISION_FIELDS.stream(),
                    PlainText.roles().stream(),
                    Stream.of("important", "warning", "attention", "note", "urgent", "update", "final", "summary"),
                    Stream.of("subject", "title", "re", "fw", "fwd", "aw", "review", "answer", "message"))
            .flatMap(all -> all)
            .collect(Collectors.toUnmodifiableSet());

    private static final List<String> LONGEST_FIRST = InboxWords.WORDS.stream()
            .sorted(Comparator.comparing(String::length).reversed())
            .toList();
    private static final List<String> NO_PHRASES =
            InboxWords.NO.stream().filter(no -> no.indexOf(' ') >= 0).toList();
    private static final Set<String> NO_WORDS = Set.copyOf(InboxWords.NO);
    private static final Set<String> FORMS = Set.copyOf(InboxWords.WORDS);
    private static final Pattern FIRST_WORD = Pattern.compile("[\\p{L}\\p{N}]");
    private static final Pattern REFUSAL = Pattern.compile(
            "(?:do|must|should|shall|may|can|will) not (?!(?:forget|hesitate|wait|worry|need|fear) )(?:\\p{L}+ ){0,4}?"
                    + "(?:be )?(?:deploy|approve|go live|releas|ship|merge|proceed|promote|launch|publish|roll out)\\p{L}*");
    /** A no that is negated, such as {@code 0 failed}. */
    private static final Pattern NEGATED = Pattern.compile("(?<![0-9] )\\b(?:(?:0|no|zero|without|not|nothing|none)"
            + "(?: (?:open|known|critical|major|minor|new|further|remaining|longer|more|any|other)){0,3}"
            + " (?:fail|error|block|reject|veto|issue|problem|concern|finding|objection|bug|regression|defect"
            + "|vulnerabilit|incident|warning|crash|timeout|change|downtime|comment|remark|action)\\p{L}*|go no go"
            + "|not (?:yet )?(?:deployed|started|released|live)(?: yet)?\\b)");

    private static final String FIXED = "(?:fix|fixes|fixed|resolved|solved|repaired|corrected|addressed)";
    private static final String FAULT =
            "(?:failure|failures|error|errors|timeout|timed out|crashed|blockers?|blocking issues?)";
    private static final int MOST_WORDS_FIXED = 8;
    /** {@code Bug fixed: timeout}, {@code timeout fixed}. */
    private static final Pattern FIXED_FAULT = Pattern.compile("\\b(?:" + FIXED + " (?:\\p{L}+ ){0,3}?" + FAULT + "|"
            + FAULT + " (?:(?:is|are|was|were|has|have|been|now) ){0,3}" + FIXED + ")\\b");
    /** What leaves open whether it is. */
    private static final Pattern UNFIXED =
            Pattern.compile("\\b(?:not|no|never|but|still|again|back|remain\\p{L}*|reopen\\p{L}*"
                    + "|except|however|yet|new|another|other|to|be|must|should|will|needs?|cannot|can|half|partly|until|unless|if|when"
                    + "|once|only|and|then|un\\p{L}+|one|some|wrong|causes?|caused)\\b");

    /** {@code Blockers: none}; what is no veto must be said more clearly. */
    private static final Pattern NOTHING = Pattern.compile("[^\\p{L}\\p{N}]{0,10}(?:veto" + colonAnd(List.of("none"))
            + "|(?!veto[^\\p{L}])\\p{L}+(?: (?:scenarios?|issues?|tests?|items?|findings?|defects?|bugs?|problems?|reviews?"
            + "|dependencies))?" + colonAnd(InboxWords.NOTHING) + ")");

    /** {@code 0, failed: 0, passed: 12}. */
    private static final Pattern ZEROS = Pattern.compile("0(?:\\s?[,;|/·]\\s?(?:\\p{L}{1,20} ?[:=] ?0"
            + "|(?:pass|passed|total|ok|skipped|tests|scenarios|ran|successful) ?[:=] ?[0-9]{1,9}))+\\s?[.!]?");

    private static final Pattern BEHIND_COLON = Pattern.compile("^[^\\p{L}\\p{N}]{0,10}\\p{L}+\\s?[:=]\\s?");

    /** What a value does, and nobody is told to do. */
    private static final Pattern STEADY = Pattern.compile("(?:hold|holds|holding|held) (?:steady|stable)\\b");

    /** {@code Hold lifted} tells that there is none any more; of a veto only an approval does. */
    private static final Pattern LIFTED = Pattern.compile(
            "(?:block|blocks|blocker|blockers|hold|rejection|veto|vetoes) (?:of \\p{L}+ )?"
                    + "(?:(?:is|are|was|were|has|have|been|now|all) ){0,4}(?:lifted|over|removed|resolved|cleared|released|gone|withdrawn)(?: .*)?");

    /** What an item of a list tells to stop that is no step of a procedure. */
    private static final Pattern STOP = Pattern.compile(
            "(?:please )?(?:"
                    + String.join("|", InboxWords.STOPS)
                    + ")(?:$| (?:it|this|that|all|everything|now|here|immediately|please|until|by|to|for|deploy\\p{L}*|releas\\p{L}*"
                    + "|rollout|roll|launch|\\p{L}{1,6} [0-9]{1,9}|the (?:\\p{L}+ )?(?:deploy|releas|rollout|launch)\\p{L}*)\\b.*)");

    /** {@code Rollback to v1 is tested} is no demand. */
    private static final Pattern ROLL_BACK = Pattern.compile(
            "(?:please roll ?back\\b.*|roll ?back (?:[\\p{L}\\p{N}]+ ){0,6}?(?:now|immediately|at once|asap)"
                    + "|roll (?:it|this|that|everything) back\\b.*)");

    private static final Pattern SHOUTED = Pattern.compile(
            "^[^\\p{L}\\p{N}]{0,20}(?:" + String.join("|", InboxWords.STOPS).toUpperCase(Locale.ROOT) + ")\\b");

    private static final Set<String> ANSWERS = Set.copyOf(InboxWords.ANSWERS);
    private static final Set<String> UNDOES = Set.copyOf(StopWords.UNDOES);
    /** {@code # Rollback}, {@code - Rollback}: of what a document has. */
    private static final Pattern HEADING = Pattern.compile("\\s*(?:[#*+\u2022|-]|[0-9]{1,3}[.)]).*|.*:[\\s*_]*");
    /** {@code No, CVE open}, {@code QA veto: 3 fail}. */
    private static final Pattern ANSWER = Pattern.compile("^[^\\p{L}\\p{N}]{0,10}(?:(?:"
            + InboxWords.ANSWERS.stream()
                    .filter(answer -> !answer.equals("failed"))
                    .sorted(Comparator.comparing(String::length).reversed())
                    .collect(Collectors.joining("|"))
            + ")|(?:" + String.join("|", PlainText.roles()) + ") (?:" + String.join("|", InboxWords.WORDS)
            + "))(?:\\s?[,:!]|\\s[-–—])\\s");

    private static final String BAD =
            "(?:fail|error|block|reject|veto|issue|problem|concern|finding|object(?:s|ed|ing|ion)|bug|regress|defect|fault"
                    + "|vulnerabilit|incident|impediment|warning|crash|timeout|show ?stopper|broke|complain|question|comment"
                    + "|remark|risk|conflict|outage|anomal|downtime|(?:changes?|actions?) (?:needed|required|necessary)|(?:wrong|red|bad|critical|serious|missing)(?!\\p{L}))\\p{L}*";
    /** What may follow that: where it was looked for, and not what comes of it, as in {@code no bug is fixed}. */
    private static final String BEHIND_BAD =
            "(?=$|[^\\p{L}\\p{N} ]| (?:left|open|found|known|seen|remain\\p{L}*|so far|any ?more|at|here|today|in|on|from|for|with"
                    + "|of|during|since|to|there|anywhere|whatsoever|the|this|it|by|now|us|me|and|or"
                    + "|(?:is|are|was|were) (?:found|known|open|left|seen|reported))(?![\\p{L}\\p{N}]))"
                    + "(?![^,.;]*\\b(?:fixed|resolved|solved|mended|closed|cleared|addressed|repaired)\\b)"
                    + "(?!.*\\b(?:but|except|however|yet|until|though|although|only|still|not|because)\\b)";
    /** Behind a no, that nothing bad was found: {@code No, no open blockers}. Any other reason is one. */
    private static final Pattern NOTHING_BAD = Pattern.compile("^[^\\p{L}\\p{N}]*(?:$|n/a(?![\\p{L}\\p{N}])"
            + "|(?:none|nothing|nobody|0)(?: (?:known|found|open|left|remaining|reported|so far|any ?more))?[^\\p{L}\\p{N}]*$"
            + "|(?:all|everything|(?:it|this|that|they|we|i)[' ]?(?:is|are|was|were|s|re)?) ?(?:now )?"
            + "(?:fixed|resolved|green|fine|good|ok|okay|passed|well|clear)[^\\p{L}\\p{N}]*$"
            + "|(?:(?:it|this|that|they|there|we|i)[' ]?(?:is|are|was|were|s|re|m|am|have|had|has|found|see|saw) )?"
            + "(?:none|no|no one|0|zero|nothing|nobody|not|without) (?:(?:an?|any|is|are|was|were|has|have|been|went|of|the"
            + "|them|it|tests?|scenarios?|checks?|open|known|major|minor|new|further|remaining|other|more|single) ){0,4}?"
            + BAD + BEHIND_BAD + ")");
    /** {@code QA blocker: none}, {@code QA hold - lifted by alice}. */
    private static final Pattern NO_MORE = Pattern.compile("^[^\\p{L}\\p{N}]{0,10}(?:fail|denied|declined|refused|(?:"
            + String.join("|", PlainText.roles()) + ") (?:" + String.join("|", InboxWords.WORDS) + "))(?:"
            + colonAnd(InboxWords.NOTHING)
            + "|(?:\\s?[,:!]|\\s[-–—])\\s(?:lifted|resolved|withdrawn|removed|over)(?![\\p{L}\\p{N}]).*)");

    private static final Pattern MADE = Pattern.compile(
            "\\b(?:made|done|implemented|addressed|fixed|applied|incorporated|resolved|completed|over|lifted)$");

    private static final int MOST_DECORATIONS = 8;
    private static final int LONGEST_SIGN = 20;
    private static final int LONGEST_BEGINNING = 300;
    private static final int LONGEST_TAG = 200;
    private static final Pattern BOX = Pattern.compile("^[^\\p{L}\\p{N}]*[\\[(]\\s*[xv]?\\s*[\\])]");
    private static final Pattern ENUMERATOR =
            Pattern.compile("^[^\\p{L}\\p{N}]*(?:\\p{N}{1,4}|\\p{L}|[ivx]{1,4})[.):\\]]");
    private static final Pattern BRACKETED = Pattern.compile("^[^\\p{L}\\p{N}]*[\\[(][^\\[\\]()]{1,40}[\\])]");
    private static final Pattern MENTION = Pattern.compile("^[^\\p{L}\\p{N}@]*@[\\w.-]{1,40}[,:]?\\s");
    private static final Pattern GREETING = Pattern.compile(
            "^(?:hi|hello|hey|dear|sorry|no|stop|ok|okay)(?: (?:all|team|there|folks|everybody|everyone|"
                    + "devops|guys))?[,!.:–—-]+\\s");
    private static final Pattern LABEL = Pattern.compile("^([^:|>=–—]{1,40}?)(?:[:|>=–—]|\\s-+\\s)");
    private static final Pattern LEAD_IN = Pattern.compile(
            "^(?:(?:please|(?:this|it|that) (?:is|s)(?: an?)?|i|we|am|are|m|re|is|has|must|have to|hereby|formally|put|on"
                    + "|(?!0 )[0-9]{1,9}) ){1,8}");

    private WordMatcher() {}

    private static String colonAnd(List<String> words) {
        return "[*_`~\"')]{0,6}\\s{0,3}[:=|][\\s*_`~\"'(|]{0,10}(?:"
                + words.stream().map(Pattern::quote).collect(Collectors.joining("|"))
                + ")(?: (?:known|found|open|left|remaining|so far|at this time|at the moment))?[\\s*_`~\"').!|,✅]*";
    }

    /** {@code Holding steady} tells how a value is. */
    static boolean isSteady(String words) {
        return STEADY.matcher(words).lookingAt();
    }

    /**
     * With which of the words, or of what stops a deployment, a line begins, behind bullets, labels and the like; empty if
     * with none.
     */
    static Optional<String> beginningOfProse(String line) {
        return beginningOfProse(line, false);
    }

    /** Whether it counts what went wrong, and what went well, and nothing went wrong. */
    static boolean isOfZeros(String text) {
        return ZEROS.matcher(PlainText.of(text).strip()).matches();
    }

    /**
     * What a line answers: it is nothing but a no, or begins with one that something is said of, behind any label.
     *
     * @param line such as {@code QA: no-go} or {@code Not yet: CVE open}
     */
    static Optional<String> answer(String line) {
        String rest = relevant(PlainText.of(line));
        if (!MessageProse.maySayNo(PlainText.words(rest))) {
            return Optional.empty();
        }
        boolean isHeading = HEADING.matcher(rest).matches();
        for (int i = 0; i <= MOST_DECORATIONS; i++) {
            String words = PlainText.words(rest);
            if (ANSWERS.contains(words) || (!isHeading && UNDOES.contains(words)) || isAnswer(rest, words)) {
                return Optional.of(words);
            }
            String next = behindDecoration(rest);
            if (next.equals(rest)) {
                return Optional.empty();
            }
            rest = next;
        }
        return Optional.empty();
    }

    private static boolean isAnswer(String rest, String words) {
        Matcher answer = ANSWER.matcher(rest);
        return (MessageProse.beginsWithPhrase(words) && !MADE.matcher(words).find())
                || (answer.find()
                        && !NO_MORE.matcher(rest).matches()
                        && !NOTHING_BAD.matcher(rest.substring(answer.end())).find()
                        && !isOfZeros(rest.substring(answer.end())));
    }

    /** Likewise, of a line that may be one of the items of a list. */
    static Optional<String> beginningOfProse(String line, boolean isOfList) {
        if (line.isBlank()) {
            return Optional.empty();
        }
        boolean isItem = isOfList || Imperatives.isItem(line);
        String rest = relevant(PlainText.of(line));
        if (!MessageProse.maySayNo(PlainText.words(rest))) {
            return Optional.empty();
        }
        for (int i = 0; i <= MOST_DECORATIONS; i++) {
            String words = PlainText.words(rest);
            Optional<String> word = startOf(words);
            if (word.isPresent()
                    && (isSteady(words)
                            || (LIFTED.matcher(words).matches()
                                    && !UNFIXED.matcher(words).find()))) {
                return Optional.empty();
            }
            if (word.isPresent()) {
                boolean isNothing = NOTHING.matcher(rest).matches()
                        || isOfZeros(BEHIND_COLON.matcher(rest).replaceFirst(""));
                return isNothing ? Optional.empty() : word;
            }
            if (Imperatives.stop(rest, isItem)
                    || (isItem && STOP.matcher(words).matches())
                    || ROLL_BACK.matcher(words).matches()) {
                return Optional.of(PlainText.first(words));
            }
            String next = behindDecoration(rest);
            if (next.equals(rest)) {
                return isShouted(line) ? Optional.of(PlainText.first(words)) : Optional.empty();
            }
            rest = next;
        }
        return Optional.empty();
    }

    private static boolean isShouted(String line) {
        return SHOUTED.matcher(line).find();
    }

    /** What matters of a line, from the last signs before its first word. */
    private static String relevant(String plain) {
        Matcher word = FIRST_WORD.matcher(plain);
        int start = word.find() ? Math.max(0, word.start() - LONGEST_SIGN) : 0;
        return plain.substring(start, Math.min(plain.length(), start + LONGEST_BEGINNING));
    }

    private static String behindDecoration(String line) {
        for (Pattern pattern : List.of(BOX, ENUMERATOR, BRACKETED, MENTION, GREETING)) {
            Matcher decoration = pattern.matcher(line);
            if (decoration.find()) {
                return line.substring(decoration.end());
            }
        }
        String untagged = behindTag(line);
        if (!untagged.equals(line)) {
            return untagged;
        }
        Matcher label = LABEL.matcher(line);
        return label.find() && isLabel(PlainText.words(label.group(1))) ? line.substring(label.end()) : line;
    }

    private static String behindTag(String line) {
        int start = line.indexOf('<');
        int end = start < 0 || FIRST_WORD.matcher(line.substring(0, start)).find() ? -1 : line.indexOf('>', start);
        return end < 0 || end - start > LONGEST_TAG ? line : line.substring(end + 1);
    }

    private static boolean isLabel(String words) {
        boolean isShort = words.indexOf(' ') == words.lastIndexOf(' ');
        return words.isEmpty() || LABELS.contains(words) || (isShort && LABELS.contains(PlainText.last(words)));
    }

    /** Which of the words these begin with, as they are written. */
    static Optional<String> startOf(String words) {
        if (!MessageProse.maySayNo(words)) {
            return Optional.empty();
        }
        String behind = LEAD_IN.matcher(words).replaceFirst("");
        return Stream.of(words, behind)
                .flatMap(text -> LONGEST_FIRST.stream().filter(word -> startsWith(text, word)))
                .findFirst()
                .or(() -> Stream.of(words, behind)
                        .map(REFUSAL::matcher)
                        .filter(Matcher::lookingAt)
                        .map(Matcher::group)
                        .findFirst());
    }

    private static boolean startsWith(String words, String word) {
        return words.startsWith(word) && (words.length() == word.length() || words.charAt(word.length()) == ' ');
    }

    /** Whether one of its words says no, in a field that is meant to say yes or no. */
    static boolean saysNo(String text) {
        return Signs.hasCross(text)
                || Signs.isNo(text.strip())
                || PlainText.spellings(text)
                        .map(words -> NEGATED.matcher(unlessFixed(words))
                                .replaceAll(" ")
                                .strip())
                        .anyMatch(
                                words -> hasNo(words) || MessageProse.no(words).isPresent());
    }

    /** Whether a text says no but for what it says is fixed. */
    static boolean isFixed(String text) {
        return PlainText.spellings(text).allMatch(words -> !unlessFixed(words).equals(words)) && !saysNo(text);
    }

    private static String unlessFixed(String words) {
        if (LIFTED.matcher(words).matches() && !UNFIXED.matcher(words).find()) {
            return "";
        }
        boolean isShort = words.chars().filter(each -> each == ' ').count() < MOST_WORDS_FIXED;
        return isShort && !UNFIXED.matcher(words).find()
                ? FIXED_FAULT.matcher(words).replaceFirst(" ").strip()
                : words;
    }

    private static boolean hasNo(String words) {
        return Stream.of(words.split(" +", -1)).anyMatch(WordMatcher::isNo)
                || PlainText.contains(words, NO_PHRASES)
                || PlainText.contains(words, InboxWords.WORDS);
    }

    /** Whether its first word says no. */
    static boolean beginsWithNo(String text) {
        return Signs.hasCross(text)
                || Signs.isNo(text.strip())
                || PlainText.spellings(text)
                        .map(words -> NEGATED.matcher(words).replaceAll(" ").strip())
                        .anyMatch(words -> isNo(PlainText.first(words))
                                || startOf(words).isPresent()
                                || NO_PHRASES.stream().anyMatch(no -> startsWith(words, no)));
    }

    static boolean isNo(String word) {
        return NO_WORDS.contains(word) || FORMS.contains(word);
    }

    /** Whether a key ends with one of the words: {@code qa_not_approved}. */
    static boolean endsWithForm(String words) {
        return isForm(PlainText.last(words)) || LONGEST_FIRST.stream().anyMatch(form -> words.endsWith(' ' + form));
    }

    static boolean isForm(String word) {
        return FORMS.contains(word);
    }
}
