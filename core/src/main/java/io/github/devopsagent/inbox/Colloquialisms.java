package io.github.devopsagent.inbox;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How people say no in plain English, without any of the words that stop a deployment. */
final class Colloquialisms {

    private static final String THIS = "(?:this|it|that|these|(?:the|this|that|our) (?:\\p{L}+ )?(?:build|version|release|change|candidate|deployment))";
    private static final String PRODUCTION = "(?:prod|production|live)";
    private static final String ACT =
            "(?:deploy|ship|release|launch|roll out|merge|promote|publish|go live|go to prod|go out)(?:ing|ment)?";
    private static final String FROM =
            "(?:me|us|my side|our side|my end|" + String.join("|", PlainText.roles()) + "|security|ops|legal|support)";

    private static final Pattern NO = Pattern.compile("\\b(?:"
            + "(?:it|that|this)(?: s| is|s) (?:still )?(?:a )?(?:(?:hard|firm|clear|definite|strong|big|solid) )?no (?:from|for|by) " + FROM
            + "|^(?:a )?(?:hard|firm|definite|big|solid) no(?:$| from)"
            + "|^not from " + FROM + "$"
            + "|(?:do|must|should|shall|may|can|could|would|will) not (?:\\p{L}+ ){0,2}?(?:push|let|put|bring|send|take) " + THIS
            + " (?:out|live|to " + PRODUCTION + "|into " + PRODUCTION + "|on " + PRODUCTION + "|go|ship)\\b"
            + "|" + THIS + " (?:is|are) not going (?:out|live|anywhere|to " + PRODUCTION + ")\\b"
            + "|do not want " + THIS + " (?:in|on|going|to go) "
            + "|(?:can|will|would|could|do) not sign " + THIS + " off"
            + "|(?:am|m|are|re|is) not (?:at all )?(?:happy|comfortable|ok|okay|fine|good) with (?:this|it|that|the release|the deployment)(?:$| (?:going|being|getting))"
            + "|keep " + THIS + " (?:out of|away from|off) " + PRODUCTION
            + "|^(?:please )?(?:hands off|leave) " + PRODUCTION + "(?:$| alone)"
            + "|back to the drawing board"
            + "|^(?:(?:please|this|it|goes|go|send|sent|sending|give) ){0,4}back to (?:the )?(?:dev|developer|developers|development|team)(?:$| please)"
            + "|needs? (?:another|one more|a further|a second) round of (?:fix|work|test|chang|review)"
            + "|(?<!\\bnot )too (?:risky|dangerous|early|unstable|buggy|broken|soon|unsafe) (?:to|for) (?:" + ACT + "|" + PRODUCTION + ")\\b"
            + "|not (?:good|stable|mature|safe|tested|solid) enough (?:for|to) (?:" + ACT + "|" + PRODUCTION + "|be )"
            + "|not (?:deployable|releasable|shippable|releaseable)|^(?:undeployable|unreleasable|unshippable)"
            + "|" + THIS + " (?:would|will) (?:break|take down|bring down|corrupt|destroy) (?:" + PRODUCTION + "|the (?:site|service|database|shop))"
            + "|" + ACT + " (?:this|it|that|now|today) (?:would|will) be (?:a (?:big |huge )?mistake|wrong|premature|irresponsible|reckless|too early|too risky)"
            + "|(?:would|will) be (?:a (?:big |huge )?mistake|wrong|premature|irresponsible|reckless) to " + ACT
            + "|(?:d|had|would|^) ?better (?:wait|hold|not)\\b"
            + "|^nothing (?:goes|is going|ships|will go|gets (?:deployed|shipped|released)) (?:out|live|today|tonight|until|before|to " + PRODUCTION + ")"
            + "|^no (?:releases?|launch|shipping|go live|deploys?|deployments?) (?:today|tonight|tomorrow|until|till|before|this week|for now|yet|now|please)\\b"
            + "|(?:pump|hit) the brakes?|pull the (?:hand ?brake|emergency brake|brake)"
            + "|(?:permission|go ahead|clearance) (?:is |was )?denied by " + FROM
            + ")");

    /** Behind one of these a word may be meant for another case. */
    private static final Pattern UNREAL = Pattern.compile("\\b(?:would have|could have|if you|in case)\\b");

    private static final WordFilter FILTER = WordFilter.of(Stream.of(List.of(
            "no", "not", "keep", "hands", "leave", "back", "another", "further", "second", "one", "too", "undeployable",
            "unreleasable", "unshippable", "would", "will", "could", "might", "better", "nothing", "brake", "brakes",
            "denied", "pull", "pump")));

    private Colloquialisms() {}

    static boolean mayBeIn(String words) {
        return FILTER.mayBeIn(words);
    }

    /**
     * Whether a sentence says no.
     *
     * @param words of the sentence, in {@linkplain PlainText plain form}
     */
    static boolean sayNo(String words) {
        return NO.matcher(words).find() && !UNREAL.matcher(words).find();
    }
}
