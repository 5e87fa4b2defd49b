package io.github.devopsagent.inbox;

import static java.util.stream.Collectors.joining;

import io.github.devopsagent.regex.WordFilter;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Recognises a sentence that demands a stop, or takes an approval back: by a verb of {@link InboxWords#STOPS} or {@link
 * StopWords}, in the imperative, behind what makes a demand of it, in the first person or in the passive. What is demanded
 * counts in every message; what is only told, {@code the deployment was stopped}, in a text alone.
 */
final class StopSentences {

    private static final List<String> VERBS =
            Stream.of(InboxWords.STOPS, StopWords.UNDOES).flatMap(List::stream).toList();
    /** No demand is made behind one of these. */
    private static final Set<String> DENIALS =
            Set.of("not", "never", "no", "nobody", "nothing", "none", "without", "longer", "did", "who", "which");

    private static final String DEPLOYMENT = "(?:deploy|releas|rollout|roll out|launch|go live)\\p{L}*";
    private static final String OBJECT =
            "(?:it|this|that|all|everything|(?:the |this |that |our |my |your )?(?:\\p{L}+ )?" + DEPLOYMENT
                    + "|(?:the|this|that|our) (?:run|epic)|\\p{L}{1,6} [0-9]{1,9})\\b";
    private static final String END =
            "(?:$| (?:now|here|immediately|please|pls|at once|asap|today|right|until|before|because" + "|since)\\b)";
    private static final String OF_IT = "(?:" + END + "| " + OBJECT + ")";
    private static final String ADVERBS =
            "(?:(?:also|really|now|just|all|definitely|immediately|please|better|therefore|hereby"
                    + "|urgently|at once|first|still|be|simply) ){0,3}";
    private static final String STOP = words(InboxWords.STOPS);
    private static final String OUGHT = words(StopWords.OUGHT);
    private static final String WRITER = "(?:i|we|" + String.join("|", PlainText.roles()) + ")";
    private static final String MODALS =
            "(?:(?:will|ll|d|would|can|could|might|must|should|shall|have|has|had|need|needs|want"
                    + "|wants|like|going|about|m|am|are|is|re|to|hereby|now|therefore|think|say) ){0,5}";
    private static final String APPROVAL = words(StopWords.APPROVALS);

    private static final String REQUESTS =
            "(?:request|order|demand|call for|ask for|requests|orders|demands|calls for|asks for"
                    + "|requested|ordered|demanded|called for|asked for|requesting|demanding|calling for|asking for)";
    private static final String A_STOP = "(?:" + STOP + "|cancellation|rollback)\\b";

    /** What demands a stop, but not behind a denial: {@code we do not have to stop}. */
    private static final Pattern DENIABLE = Pattern.compile("\\b(?:"
            + OUGHT + " " + ADVERBS + "(?:" + STOP + OF_IT
            + "|(?:be |get )(?:\\p{L}+ )?" + words(StopWords.STOPPED) + "\\b"
            + "|roll(?:ing)? " + OBJECT + " back\\b)"
            + "|" + WRITER + " " + MODALS + "(?:" + inflected(VERBS) + OF_IT + "|roll(?:ing)? " + OBJECT + " back\\b)"
            + "|" + inflected(StopWords.TAKES_BACK) + " (?:\\p{L}+ ){0,3}?" + APPROVAL + "\\b"
            + "|" + inflected(StopWords.TAKES_BACK_OWN) + " (?:my|our|qa s|the qa) (?:\\p{L}+ ){0,2}?" + APPROVAL
            + "\\b"
            + ")");

    private static final Pattern DEMAND = Pattern.compile("\\b(?:"
            + "(?:want|wants|need|needs|like) " + OBJECT + " (?:to be )?" + words(StopWords.STOPPED) + "\\b"
            + "|(?:let s|lets|let us|please|pls|plz) " + ADVERBS + words(VERBS) + OF_IT
            + "|(?:can|could|would|will|should|shall|must) (?:you|we|i|someone|somebody|anyone|anybody) " + ADVERBS
            + words(VERBS) + OF_IT
            + "|(?:suggest|suggests|propose|proposes|recommend|recommends) (?:that )?(?:we |you |to )?"
            + inflected(VERBS)
            + OF_IT
            + "|" + words(StopWords.CALLS_OFF) + "\\b"
            + "|(?:^|please |pls |let s |lets |must |should |to |we |i )(?:put|place|keep) " + OBJECT
            + " on (?:hold|ice)\\b"
            + "|" + REQUESTS + " (?:(?:an?|the|immediate) ){0,2}" + A_STOP
            + "|^" + A_STOP
            + " (?:(?:is|was|has|been) ){0,2}(?:requested|request|ordered|needed|required|order (?:issued|given|of|from|by))\\b"
            + "|(?:take|takes|taking|took) (?:my|our) " + APPROVAL + " back\\b"
            + "|" + APPROVAL + " (?:of \\p{L}+ )?(?:(?:is|was|are|were|has|have|been|hereby|now|as) ){0,4}"
            + "(?:withdrawn|rescinded|revoked|retracted|cancelled|canceled|annulled|void)\\b"
            + ")");

    /** What does so without any of their verbs. */
    private static final Pattern REFUSAL = Pattern.compile("\\b(?:"
            + "(?:must|should|shall) not (?:be allowed to )?" + words(StopWords.GOES_ON) + "\\b"
            + "|" + WRITER + " (?:am |m |are |re |is |will be )?not (?:going to be )?"
            + "(?:deploy|shipp|releas|merg|approv|proceed|launch|promot|publish)ing\\b"
            + "|^not (?:before|until)\\b"
            + "|" + APPROVAL + " (?:is |was |has )?(?:gone|expired)\\b"
            + "|" + APPROVAL + " (?:\\p{L}+ ){0,2}?no longer (?!needed|required|necessary|missing|pending|outstanding)"
            + "|no longer (?:approv\\p{L}*|safe|ready|comfortable|good to go|green)\\b"
            + ")");

    private static final WordFilter REFUSALS = WordFilter.of(Stream.of(List.of("not", "longer", "gone", "expired")));
    private static final WordFilter STOPS = WordFilter.of(Stream.of(
            VERBS,
            StopWords.STOPPED,
            StopWords.CALLS_OFF,
            StopWords.TAKES_BACK,
            List.of("taking", "took", "cancellation", "annulled", "frozen", "withdrew")));
    private static final WordFilter OBJECTIONS =
            WordFilter.of(Stream.of(StopWords.OBJECTS_TO, List.of("no", "nogo", "decision")));
    private static final WordFilter OWN = WordFilter.of(Stream.of(StopWords.TAKES_BACK_OWN));
    private static final List<String> OF_APPROVAL =
            List.of("approv", "consent", "lgtm", "sign", "light", "ahead", "permission");
    private static final String LEAD_IN =
            "^(?:(?:please|pls|plz|kindly|so|then|and|just|ok|okay|sorry|guys|folks|team|all"
                    + "|everyone|everybody|devops|dev ops|hey|hi|no|wait|now|immediately|urgent|attention|emergency|someone|somebody|anyone|whoa|woah|oh|nvm|people|well) ){0,4}";
    private static final Pattern IMPERATIVE = Pattern.compile(LEAD_IN + "(?:" + STOP + "(?:" + OF_IT
            + "| (?:doing|what|going|and|right|" + STOP + ")\\b)|" + words(StopWords.UNDOES) + " (?:" + OBJECT
            + "|(?:right )?(?:now|immediately|at once|asap|please|pls)$))");
    /** {@code Stopping the deployment takes a minute} is said of it, {@code Aborting it if it is slow} is planned. */
    private static final String SAID_OF_IT =
            "(?! (?:(?!(?:because|since|until|before|as|due|while|after) )[\\p{L}\\p{N}]+ ){0,6}?(?:is|was|are|were|has|had|have"
                    + "|takes|took|leaves|left|needs|requires|makes|made|does|did|can|could|may|might|would|will|should|must"
                    + "|helps|helped|resolves|resolved|solves|solved|removes|keeps|ends|steady|stable|if|when|whenever|unless"
                    + "|in case|on failure|automatically|"
                    + String.join("|", StopWords.HARMLESS_ENDS) + ")\\b)";
    /** {@code Halting the rollout of EP-1}, which the writer does. */
    private static final Pattern PARTICIPLE = Pattern.compile(LEAD_IN + participles(VERBS) + SAID_OF_IT + OF_IT);

    private static final Set<String> DONE = Set.copyOf(StopWords.HARMLESS_ENDS);
    private static final Pattern BARE = Pattern.compile(
            LEAD_IN + "(?:" + STOP + "(?: (?:now|please|pls|it|this|here|all|everything))?|(?:please )?do not)$");
    /** {@code Revert it if it is slow} is a plan, and no demand. */
    private static final Pattern CONDITION =
            Pattern.compile("\\b(?:if|when|whenever|unless|in case|on failure|automatically|can)\\b");

    private static final Pattern ROLLBACK =
            Pattern.compile("\\b(?:undo|undone|revert|reverted|roll|rolled|rollback|backed)\\b");
    private static final String GONE = words(Stream.of(StopWords.STOPPED, InboxWords.REFUSED)
            .flatMap(List::stream)
            .toList());
    private static final WordFilter GONES = WordFilter.of(Stream.of(
            StopWords.STOPPED,
            InboxWords.REFUSED,
            InboxWords.STOPS,
            StopWords.FORBIDDEN,
            StopWords.PUTS_OFF,
            List.of("may")));
    private static final String NOW = "(?:(?:is|are|s|stays|stay|remains|still|currently|now) ){0,3}";
    /** Said of the present: what was stopped, may be what is mended. */
    private static final Pattern PRESENT =
            Pattern.compile("\\b(?:" + DEPLOYMENT + "|epic|^\\p{L}{1,6} [0-9]{1,9}) " + NOW
                    + "(?:" + GONE + "|" + words(StopWords.FORBIDDEN)
                    + ")\\b(?! (?:(?:is|was|has|been|by|now) ){0,3}(?:fixed|resolved|lifted|cleared|over))"
                    + "|\\b(?:my |our |the |qa )?" + APPROVAL + " " + NOW + words(InboxWords.REFUSED) + "\\b"
                    + "|^" + WRITER + " " + MODALS + words(StopWords.OBJECTS_TO) + " (?:\\p{L}+ ){0,4}?(?:" + DEPLOYMENT
                    + "|epic|\\p{L}{1,6} [0-9]{1,9})\\b"
                    + "|^decision (?:is )?(?:no go|nogo|no|stop)\\b");
    /** {@code event=deployment.abort}. */
    private static final Pattern NAME = Pattern.compile("\\b(?:deployment|deploy|release|rollout|launch)s?[._:/-]"
            + "(?:[\\p{L}\\p{N}]{1,20}[._:/-]){0,3}" + words(InboxWords.STOPS) + "(?:p?ed|led)?(?![\\p{L}\\p{N}])");
    /** {@code /deploy abort EP-1}. */
    private static final Pattern BOT = Pattern.compile(
            "^[^\\p{L}\\p{N}/!.]{0,3}[/!.](?:\\p{L}{1,20} )?(?:" + words(InboxWords.STOPS) + "|rollback)\\b");

    private static final Pattern STATEMENT = Pattern.compile("\\b(?:" + DEPLOYMENT + "|epic) "
            + "(?:(?:is|was|are|were|has|have|been|being|gets|got|now|already|to|be) ){0,4}" + GONE
            + "\\b|^\\p{L}{1,6} [0-9]{1,9} (?:(?:is|was|has|been|now) ){0,3}" + GONE
            + "\\b|\\b(?:has|have|had|just) " + words(StopWords.STOPPED) + " (?:the |this |our |all )?" + DEPLOYMENT
            + "\\b|^" + DEPLOYMENT + " (?:\\p{L}{1,6} [0-9]{1,9} )?" + STOP + "$"
            + "|^\\p{L}{1,6} [0-9]{1,9} " + STOP + "$"
            + "|\\bsays? " + STOP + "$"
            + "|\\b" + DEPLOYMENT + " (?:(?:is|are|was|were|now) ){0,2}" + words(StopWords.FORBIDDEN)
            + "\\b|\\b" + DEPLOYMENT + " may not (?:start|begin|happen|run|go|continue|proceed)\\b"
            + "|^(?:" + GONE + ")(?:$| (?:until|till|by|because|since|due|as|today|now|for now)\\b)"
            + "|^" + words(StopWords.PUTS_OFF) + "\\b");
    private static final Pattern PUT_OFF =
            Pattern.compile("^(?:(?:devops|please) )?(?:(?:wait|delay|defer) (?:until|till|it)"
                    + "|not for (?:production|prod|release|deployment)|under no circumstances)\\b"
                    + "|^(?:devops|please) wait (?:for|with)\\b");
    private static final Set<String> WHOLE = Stream.of(
                    InboxWords.WORDS, InboxWords.REFUSED, InboxWords.STOPS, List.of("objection", "objections"))
            .flatMap(List::stream)
            .collect(Collectors.toUnmodifiableSet());
    private static final Pattern CHAT = Pattern.compile("^[\\[(]?[0-9][0-9:.\\- tz/]{0,30}[\\])]?\\s{1,3}");
    private static final Pattern SPEAKER = Pattern.compile(
            "^\\s{0,3}(?!(?:fix|feat|chore|refactor|docs|perf|tests?|build|ci|style)\\b)[<@*_]{0,3}[\\p{L}][\\p{L}\\p{N}._-]{0,30}(?: \\([^()]{0,30}\\))?[*_]{0,2}[:>]{1,2}[*_]{0,2}\\s{1,3}");
    private static final Pattern CLAUSE = Pattern.compile("[,:!]\\s?|\\((?!\\))|\\s[-–—]{1,2}\\s|\\s?—\\s?|\\.{2,}");

    private StopSentences() {}

    private static String words(List<String> words) {
        return "(?:" + String.join("|", words) + ")";
    }

    /** In all forms of a verb: {@code aborts}, {@code aborting}, {@code stopped}. */
    private static String inflected(List<String> verbs) {
        return verbs.stream()
                .map(verb -> verb.indexOf(' ') >= 0
                        ? verb.replaceFirst(" ", "(?:|s|ed|ing) ")
                        : stem(verb) + "(?:|e|s|es|" + lastLetter(verb) + "?(?:ed|ing))")
                .collect(joining("|", "(?:", ")"));
    }

    /** {@code aborting}, {@code rolling back}. */
    private static String participles(List<String> verbs) {
        return verbs.stream()
                .map(verb -> verb.indexOf(' ') >= 0
                        ? verb.replaceFirst(" ", "ing ")
                        : stem(verb) + lastLetter(verb) + "?ing")
                .collect(joining("|", "(?:", ")"));
    }

    private static String stem(String verb) {
        return verb.endsWith("e") ? verb.substring(0, verb.length() - 1) : verb;
    }

    private static String lastLetter(String verb) {
        return stem(verb).substring(stem(verb).length() - 1);
    }

    /** Whether a sentence demands a stop, or takes an approval back. */
    static boolean demands(String sentence) {
        String words = PlainText.words(sentence);
        if (CONDITION.matcher(words).find() && ROLLBACK.matcher(words).find()) {
            return false;
        }
        boolean mayStop = STOPS.mayBeIn(words);
        boolean mayTakeBack = OWN.mayBeIn(words) && OF_APPROVAL.stream().anyMatch(words::contains);
        boolean mayRefuse = REFUSALS.mayBeIn(words);
        return (mayRefuse && REFUSAL.matcher(words).find())
                || ((mayStop || mayTakeBack)
                        && (isDemanded(words) || DEMAND.matcher(words).find()))
                || WHOLE.contains(words)
                || (GONES.mayBeIn(words) && PUT_OFF.matcher(words).find())
                || ((mayStop || mayRefuse) && isImperative(sentence, words));
    }

    private static boolean isDemanded(String words) {
        Matcher demand = DENIABLE.matcher(words);
        while (demand.find()) {
            if (!DENIALS.contains(wordBefore(words, demand.start()))) {
                return true;
            }
        }
        return false;
    }

    private static String wordBefore(String words, int start) {
        return start < 2 ? "" : words.substring(words.lastIndexOf(' ', start - 2) + 1, start - 1);
    }

    /** At the beginning, behind the name of who speaks, or set off from the one other thing that the sentence says. */
    private static boolean isImperative(String sentence, String words) {
        if (IMPERATIVE.matcher(words).find() || Imperatives.stop(sentence)) {
            return true;
        }
        if (isUnderWay(sentence)) {
            return true;
        }
        String said = SPEAKER.matcher(CHAT.matcher(sentence).replaceFirst("")).replaceFirst("");
        if (!said.equals(sentence)
                && (Imperatives.stop(said, Imperatives.isItem(sentence))
                        || (!DONE.contains(PlainText.first(PlainText.words(sentence))) && isUnderWay(said))
                        || IMPERATIVE.matcher(PlainText.words(said)).find())) {
            return true;
        }
        List<String> clauses = CLAUSE.splitAsStream(said)
                .map(PlainText::words)
                .filter(clause -> !clause.isEmpty())
                .limit(3)
                .toList();
        boolean isAlone = clauses.size() == 2
                && clauses.stream().anyMatch(clause -> BARE.matcher(clause).find());
        return isAlone || BOT.matcher(said.strip()).find();
    }

    /** Whether a sentence begins with what its writer is doing: {@code Aborting the deployment, CVE found}. */
    private static boolean isUnderWay(String sentence) {
        return CLAUSE.splitAsStream(sentence)
                .map(PlainText::words)
                .filter(clause -> !clause.isEmpty())
                .findFirst()
                .filter(clause -> PARTICIPLE.matcher(clause).find())
                .isPresent();
    }

    /** Whether a sentence tells that the deployment is stopped now, or that the writer objects to it. */
    static boolean tellsOfNow(String sentence) {
        String words = PlainText.words(sentence);
        return (GONES.mayBeIn(words) || OBJECTIONS.mayBeIn(words))
                && PRESENT.matcher(words).find();
    }

    /** Whether a sentence tells that the deployment was stopped. */
    static boolean tells(String sentence) {
        String words = PlainText.words(sentence);
        return (GONES.mayBeIn(words) && STATEMENT.matcher(words).find())
                || NAME.matcher(sentence).find();
    }
}
