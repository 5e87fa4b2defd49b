package io.github.devopsagent.inbox;

import io.github.devopsagent.regex.TriggeredPattern;
import io.github.devopsagent.regex.WordFilter;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How people and language models say no in plain English, without any of the words that stop a deployment. */
final class EnglishRefusals {

    private static final String THIS =
            "(?:this|it|that|these|(?:the|this|that|our) (?:\\p{L}+ )?(?:build|version|release|change|candidate|deployment))";
    private static final String PRODUCTION = "(?:prod|production|live)";
    private static final String DAY = "(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)";
    private static final String ACT =
            "(?:deploy|ship|release|launch|roll out|merge|promote|publish|go live|go to prod|go out)(?:ing|ment)?";
    /** Also without the last letter: {@code releasing}. */
    private static final String DOING =
            "(?:" + ACT + "|(?:shipp|releas|merg|promot)ing|rolling out|going (?:live|out|to prod))\\b";
    /** Behind an act that is this one, and not a part of the name of something else: {@code merge conflicts}. */
    private static final String OF_THIS =
            "(?:$| (?:" + THIS + "|this|until|till|before|now|for now|today|tonight|tomorrow|yet|please|to "
                    + PRODUCTION + "|on " + DAY + "|\\p{L}{1,6} [0-9]{1,9})\\b)";

    private static final String FROM =
            "(?:me|us|my side|our side|my end|" + String.join("|", PlainText.roles()) + "|security|ops|legal|support)";

    private static final String CONSENT = "(?:approval|sign ?off|green light|consent|clearance|go ahead)";
    /** What is missing behind one of these is nothing, or up to the agent itself. */
    private static final String NOT_OURS = "(?!(?:(?:the|our) )?(?:dev ?ops|your?|no)\\b)";
    /** Of a build that was, there is often a better one. */
    private static final String PAST = "(?:old|older|previous|earlier|first|last)";

    private static final String EPIC = "\\p{L}{1,6} (?:\\p{L}+ )?[0-9]{1,9}";
    private static final String TO_DEVELOPMENT = "to (?:dev|developers?|development|the (?:developers?|team))";
    /** What was sent back once may have come again. */
    private static final String AND_NOT_FIXED =
            "\\b(?! (?:branch|branches|list|mode|page)\\b)(?! last (?:week|month|sprint|time|iteration)\\b(?!.{0,200}\\b(?:still|not|no)\\b))"
                    + "(?! in iteration .{0,200}\\b(?<!\\bbe )(?:fixed|done|passes)\\b)";
    /** Whose approval a release may need. */
    private static final String JUDGE = "(?:cab|change board|security|legal|compliance|product owner|po|management|cto|"
            + String.join("|", PlainText.roles()) + ")";

    /** Each is looked for only where one of its triggers is: all in one expression took a third of the time of an inbox. */
    private static final List<TriggeredPattern> NO = List.of(
            said(
                    " no ",
                    "(?:it|that|this)(?: s| is|s) (?:still )?(?:a )?(?:(?:hard|firm|clear|definite|strong|big|solid) )?no (?:from|for|by) "
                            + FROM),
            said(" no", "^(?:a )?(?:hard|firm|definite|big|solid) no(?:$| from)"),
            said("not from", "^not from " + FROM + "$"),
            said(
                    " not ",
                    "(?:do|must|should|shall|may|can|could|would|will) not (?:\\p{L}+ ){0,2}?(?:push|let|put|bring|send|take) "
                            + THIS
                            + " (?:out|live|to " + PRODUCTION + "|into " + PRODUCTION + "|on " + PRODUCTION
                            + "|go|ship)\\b"
                            + "|\\b(?:qa|testing|review|security|legal) (?:is|are|has|have) not (?:yet )?(?:done|finished|completed?|signed)\\b"),
            said("not going", THIS + " (?:is|are) not going (?:out|live|anywhere|to " + PRODUCTION + ")\\b"),
            said("not want", "do not want " + THIS + " (?:in|on|going|to go) "),
            said("not sign", "(?:can|will|would|could|do) not sign " + THIS + " off"),
            said(
                    " with ",
                    "(?:am|m|are|re|is) not (?:at all )?(?:happy|comfortable|ok|okay|fine|good) with (?:this|it|that|the release|the deployment)(?:$| (?:going|being|getting))"),
            said("keep", "keep " + THIS + " (?:out of|away from|off) " + PRODUCTION),
            said("hands off,leave", "^(?:please )?(?:hands off|leave) " + PRODUCTION + "(?:$| alone)"),
            said("drawing board", "back to the drawing board"),
            said(
                    "back to",
                    "^(?:(?:please|this|it|goes|go|send|sent|sending|give) ){0,4}back to (?:the )?(?:dev|developer|developers|development|team)(?:$| please)"),
            said("round of", "needs? (?:another|one more|a further|a second) round of (?:fix|work|test|chang|review)"),
            said(
                    "too ",
                    "(?<!\\bnot )too (?:risky|dangerous|early|unstable|buggy|broken|soon|unsafe) (?:to|for) (?:" + ACT
                            + "|" + PRODUCTION + ")\\b"),
            said(
                    " enough",
                    "not (?:good|stable|mature|safe|tested|solid) enough (?:for|to) (?:" + ACT + "|" + PRODUCTION
                            + "|be )"),
            said(
                    "able",
                    "not (?:deployable|releasable|shippable|releaseable)|^(?:undeployable|unreleasable|unshippable)"),
            said(
                    "would,will",
                    THIS + " (?:would|will) (?:break|take down|bring down|corrupt|destroy) (?:" + PRODUCTION
                            + "|the (?:site|service|database|shop))"),
            said(
                    "would be,will be",
                    ACT
                            + " (?:this|it|that|now|today) (?:would|will) be (?:a (?:big |huge )?mistake|wrong|premature|irresponsible|reckless|too early|too risky)"
                            + "|(?:would|will) be (?:a (?:big |huge )?mistake|wrong|premature|irresponsible|reckless) to "
                            + ACT),
            said("better", "(?:d|had|would|^) ?better (?:wait|hold|not)\\b"),
            said(
                    "nothing",
                    "^nothing (?:goes|is going|ships|will go|gets (?:deployed|shipped|released)) (?:out|live|today|tonight|until|before|to "
                            + PRODUCTION + ")"),
            said(
                    "no ",
                    "^no (?:releases?|launch|shipping|go live|deploys?|deployments?) (?:today|tonight|tomorrow|until|till|before|this week|for now|yet|now|please)\\b"),
            said("brake", "(?:pump|hit) the brakes?|pull the (?:hand ?brake|emergency brake|brake)"),
            said(
                    "skip,drop,pull,exclude,withhold,park,shelve",
                    "^(?:please )?(?:skip|drop|pull|exclude|withhold|park|shelve) (?:(?:the|this|that|our) (?:\\p{L}+ )?"
                            + "(?:release|candidate|deployment|rollout)\\b(?! (?:image|branch|notes?|tag|artifact|script|page|log))|\\p{L}{1,6} [0-9]{1,9}\\b)"),
            said(
                    "nothing,no one,nobody,none of us",
                    "\\b(?:nothing|no one|nobody|none of us) (?:is to|is allowed to|should|must|may|shall|can|will|gets to) (?:be )?"
                            + "(?:deploy|ship|releas|launch|merg|promot|publish|roll(?:ed)? out|go live)"),
            said(
                    "nobody,no one",
                    "\\b(?:nobody|no one) (?:has |had |on the team )?(?:approved|signed|reviewed|cleared|authori[sz]ed)"),
            said(
                    "only",
                    "\\bonly " + ACT + " (?:\\p{L}+ ){0,3}?(?:once|after|when|if)\\b" + "|\\b" + ACT
                            + " (?:\\p{L}+ ){0,3}?only (?:once|after|when|if)\\b"),
            said(
                    "still",
                    "\\b(?:testing|review|qa|validation|verification|investigation) (?:is |are )?still (?:in progress|ongoing|running|pending|open)"),
            said("not start", "\\b(?:do|must|should) not start(?: yet| now|$| the " + ACT + ")"),
            said(
                    " too , very ",
                    ACT
                            + " (?:now |today |this |it |that )*is (?:too|very|far too|way too) (?:risky|early|dangerous|soon|unsafe)\\b"),
            said("not go", THIS + " (?:can|must|should|may|could|will|does) not go (?:out|live)\\b"),
            said("rather", "\\brather (?:we |you |they )?(?:did |do )?not (?:" + ACT + "|push|go)"),
            said("not good", "\\bnot good to (?:deploy|go|ship|release|launch)\\b"),
            said(
                    "freeze",
                    "\\b(?:are|is|am|re|still) in (?:a |the )?(?:code |change |release |deployment |holiday )?freeze\\b"
                            + "|\\b(?<!no )(?<!after the )(?:code |change |release |deployment )freeze(?: until| till| over (?=\\p{L})| is (?:on|in)| in (?:place|effect|force))"
                            + "|\\bthere is a (?:\\p{L}+ )?freeze\\b"),
            said("embargo", "^(?:\\p{L}+ )?embargo(?:$| until| till| is(?! (?:over|lifted|gone|off)))"),
            said(" off", "\\b(?:deployment|release|rollout|launch|go live) (?:is|s) off(?:$| for| until| today| this)"),
            said(
                    "rescheduled,moved,shifted,pushed",
                    "\\b(?:deployment|release|rollout|launch|go live) (?:is |was |has been |gets )?(?:rescheduled|moved|shifted|pushed(?: back)?) to"
                            + " (?:later|next|another|tomorrow|[0-9]|(?:mon|tues?|wednes|thurs?|fri|satur|sun)day|(?:january|february|march|april|june|july|august|september|october|november|december)\\b)"),
            said("say", "\\bsays? (?:to )?(?:hold|wait)(?:$| off| on)"),
            said(
                    "rejected,declined,refused,denied,turned down",
                    "^(?:the )?(?:cab|change board|security|legal|" + String.join("|", PlainText.roles())
                            + ") (?:has |have )?(?:rejected|declined|refused|denied|turned down)\\b"),
            said(
                    "nothing,no one,nobody",
                    "\\b(?:nothing|no one|nobody) (?:is to|should|must|may|can) (?:touch\\b|(?:change|go)(?:$| until| before| today| live))"),
            said("do nothing", "^(?:please )?do nothing\\b"),
            said("prefer", "\\bprefer (?:that )?(?:we|you|they) (?:did |do )?not (?:" + ACT + "|push|go)"),
            said("so no", "\\bso no (?:release|deployment|deploy|rollout|launch)\\b"),
            said(
                    "not do,fix",
                    "\\bplease (?:do )?not do (?:this|it|that)\\b|\\bplease fix (?:it |this |that |them )?first\\b"),
            said(
                    "window",
                    "\\b(?:deployment|release|change|maintenance) window (?:is|has) (?:over|closed|passed|expired)\\b"),
            said(
                    "mind,finish testing,go back",
                    "\\bchanged my mind about (?:the |this )?(?:approv|release|deploy|rollout|go live|\\p{L}{1,6} [0-9])|\\blet (?:me|us|qa) finish testing\\b|\\bneeds? to go back to (?:dev|qa|the (?:developers?|team)|review)\\b"),
            said(" back", "^\\p{L}{1,6} [0-9]{1,9} (?:is |was |has been )?(?:pushed|moved|put) back\\b"),
            said("bad idea", "\\b(?:a )?bad idea to " + ACT),
            said(
                    "fix ",
                    "^(?:please )?fix (?!(?:was|is|has|for|in|got|went|\\p{L}+ed) )(?:[\\p{L}0-9]+ ){1,6}before "
                            + ACT),
            said(
                    " after ",
                    "^(?:please )?" + ACT
                            + " (?:\\p{L}+ ){0,3}?after (?:[\\p{L}0-9]+ ){1,5}(?:is|are|has been|have been) (?:fixed|resolved|approved|done|merged|patched|signed)\\b"),
            said(
                    "take,remove",
                    "^(?:please )?(?:take|remove) (?:" + THIS
                            + "|\\p{L}{1,6} [0-9]{1,9}) (?:out of|from|off) (?:the )?(?:release|deployment|train|queue|sprint|plan|rollout)"),
            said(
                    "pending,missing,outstanding",
                    "(?<!\\b(?:no|your|dev ?ops) )(?<!\\bno \\p{L}{1,20} )sign ?off (?:is |still |is still )?(?:pending|missing|outstanding)\\b"),
            said(
                    "more ,another",
                    "\\b(?:(?:we|i|qa|testing|this|it|team) needs?|give (?:us|me)) (?:(?!no )\\p{L}+ )?(?:more time|more days?|more testing|another day)\\b"),
            said("not pass", "\\b(?:gate|review|qa|uat)(?: [0-9]+)? (?:was |is |did |does |has )?not pass(?:ed)?\\b"),
            said("failed", "^(?:uat|qa|acceptance) (?:has |have )?failed\\b"),
            said("would", ACT + " \\p{L}{1,6} [0-9]{1,9} would (?:take|bring) down\\b"),
            said(
                    "approv",
                    "\\bmy approval was (?:premature|a mistake|wrong)|\\bapproved the wrong\\b|\\bapproval (?:was )?(?:given )?by mistake\\b"),
            said("no sign", "\\bno sign ?off (?:from|by|yet|given|so far)"),
            said("not lgtm, red", "\\bnot lgtm\\b|^\\p{L}{1,6} [0-9]{1,9} (?:is )?red$"),
            said(
                    "able to,not ",
                    "(?:(?:can|could|do|does|will|would) not|(?:is|am|are|m|re) unable to) (?:in good conscience )?"
                            + "(?:recommend|support|endorse|vouch for|certify|condone|back|sign off on|let) (?:" + THIS
                            + "(?! (?:old|previous|other))|\\p{L}{1,6} [0-9]{1,9})\\b"
                            + "|\\b(?:can|could|do|will) not (?:in good conscience )?give (?:this|it) a (?:thumbs up|go)\\b"),
            said(
                    "not ",
                    JUDGE
                            + " (?:has|have) not (?:yet )?(?:clear|approv|sign|accept|endors|authori[sz]|certif|agree|pass)\\p{L}*+"
                            + "(?! the " + PAST + "\\b)"
                            + "|\\b" + JUDGE
                            + " (?:did|does|do) not (?:yet )?(?:(?:approve|endorse|authori[sz]e|certify|agree|sign off)\\b(?! the "
                            + PAST + "\\b)|(?:clear|sign|accept|pass)(?: (?:on|yet)){0,2}(?:$| [0-9]| (?!the " + PAST
                            + "\\b)(?:" + THIS
                            + "|(?:the |this |our )?(?:\\p{L}+ )?(?:rollout|launch|go live|epic|risks?|review|scan|audit|gate)"
                            + "|because|since|as|due|until|\\p{L}{1,6} [0-9]{1,9})\\b"
                            + "| .{0,200}\\b(?:fails?|failing|broken|red|crash(?:es)?|blockers?|cves?)\\b))"),
            said("withh", "\\b(?:withheld|withholds?|withholding) (?:its|his|her|their|the|our|my) " + CONSENT),
            said(
                    "null and,no longer",
                    "\\b" + CONSENT + " (?:is )?null and void\\b|\\b" + CONSENT
                            + " (?:\\p{L}+ ){0,5}no longer (?:stands|holds|counts|valid)\\b|\\bare no longer go\\b"),
            said(
                    "pending,missing,outstanding,awaiting,awaited,not given",
                    "^" + NOT_OURS + "(?:\\p{L}+ )?" + CONSENT
                            + " (?:is |was |still |is still )?(?:pending|missing|outstanding|awaited|not given)$"
                            + "|^(?:still )?awaiting (?:(?:the|an|final) )?" + CONSENT
                            + " (?:from|by|of) " + NOT_OURS),
            said(
                    "skip,sat ,sit ",
                    "\\b(?:let s|let us|lets|should|must|better) skip (?:" + THIS + "|(?:today|tonight|tomorrow) s) (?:"
                            + ACT + "|one|time)\\b|\\b(?:skip|sat|sit) this one (?:out|$)"),
            said(
                    " back,return,rework",
                    "(?:return(?:ing|ed)? (?:" + THIS + "|" + EPIC
                            + ")? ?(?:back )?|(?:kick(?:ing|ed)?|sen(?:d|t|ding)) (?:" + THIS + "|" + EPIC
                            + ")? ?back )(?:" + TO_DEVELOPMENT + "|for rework)" + AND_NOT_FIXED
                            + "|\\b(?:kick(?:ing|ed)?|sen(?:d|t|ding)) (?:" + THIS + "|" + EPIC + ")? ?(?:"
                            + TO_DEVELOPMENT
                            + " )?for rework" + AND_NOT_FIXED
                            + "|^return(?:ing|ed)? to development" + AND_NOT_FIXED
                            + "|\\bneeds? to go back to development\\b"),
            said(
                    "kick,send",
                    "^(?:please )?(?:kick|send)(?:ing)? (?:" + THIS
                            + "|\\p{L}{1,6} [0-9]{1,9}) to (?:dev|developers?|development|the developers?)(?:$| please$)"),
            said("pass from,dead body", "\\b(?:hard|firm) pass from " + FROM + "|\\bover my dead body\\b"),
            said(
                    "touches",
                    "\\b(?:nobody|no one) touches (?:" + PRODUCTION
                            + "|anything|the (?:site|servers?|cluster|database))\\b(?! (?:by hand|manually|directly)\\b)"),
            said(
                    "not start,not begin",
                    "\\b(?:deployment|release|rollout|launch|go live) (?:must|should|shall|may|can) not (?:start|begin) (?:before|until|till|yet)\\b"
                            + "(?!.{0,200} which (?:(?:it|they) (?:has|have|is|are|did|do|does)$|(?:is|are|was|were|has|have) (?:been )?(?:done|finished|completed?|over|the case)\\b))"),
            said("freeze", "^(?:prod|production) freeze (?:until|till|over|is)\\b"),
            said(
                    "wait with,stand by,refrain,unwise",
                    "\\b(?:wait with|stand by with|refrain from|(?:be |is )?unwise to) (?:the |this |our )?" + DOING
                            + "(?! (?:errors?|problems?|issues?|failures?|notes?))|^(?:(?:please|everyone|everybody) ){0,2}stand by$"
                            + "|\\b(?:everyone please|(?<!\\b(?:on call|dbas?|sre|support) )please|everyone|everybody) stand by$"),
            said(
                    "avoid",
                    "(?:^|(?:please|kindly|everyone|should|must|would|d|let s|lets|let us|best|best to|better|better to|have to|has to|need to|ought to) )avoid (?:the |this |our )?"
                            + DOING + OF_THIS),
            said(
                    "trigger,button",
                    "\\b(?:do|must|should) not (?:pull the trigger|(?:hit|press|push) the (?:deploy )?button)\\b"),
            said(
                    "scrub,off the table",
                    "(?<!big bang )" + ACT + " (?:is |was |has been )?off the table\\b|\\b" + ACT
                            + " (?:(?:is|was|has been|gets) scrubbed\\b|scrubbed(?:$| (?:for|until|today|because|due)\\b))|^(?:please )?scrub (?:the|this) "
                            + ACT),
            said(
                    "vot",
                    "\\b(?:i|we|" + String.join("|", PlainText.roles())
                            + ") (?:vote|votes|voted) (?:no|against)\\b|^voting (?:no|against)\\b"),
            said(
                    "certif,quarantine",
                    "\\b(?:not certified for " + PRODUCTION
                            + "|certification (?:is |was )?denied)\\b"
                            + "|^(?:please )?quarantine (?:(?:the|this|our) (?:\\p{L}+ )?(?:build|version|release|candidate|artifact|image|package)\\b|(?:this|it)$|\\p{L}{1,6} [0-9]{1,9}\\b)"
                            + "|(?<!\\b" + PAST
                            + " )\\b(?:build|artifact|image|release|candidate) (?:is |was |has been )?quarantined\\b"),
            said(
                    "tomorrow, instead,new build",
                    "\\bdo (?:it|this) (?:tomorrow|later|next (?:week|month|sprint)|(?:on |next )?" + DAY
                            + ") instead\\b|^tomorrow not today\\b|\\bneeds? a new build first\\b(?! done\\b)"),
            said(
                    "reschedule,push ,move ,postpone",
                    "^(?:please )?(?:reschedule|(?:push|move) (?=.* (?:to|until) (?:next|later|tomorrow|" + DAY
                            + ")\\b)) ?(?:the|this|our) (?:deployment|release|rollout|launch|go live)\\b(?! (?:notes?|page|branch)\\b)"),
            said(
                    "no go,nogo,not go ",
                    "(?:we|i|" + JUDGE + "|" + THIS + "|\\p{L}{1,6} [0-9]{1,9}) (?:are|re|am|m|is|s) (?:still |now )?"
                            + "(?:(?:(?:a|an) )?(?:(?:clear|definite|hard|firm|absolute|total) )?no ?go\\b(?! (?:area|zone|list|criteri|gauge|decision|meeting|any ?more|service|module|binary|code|library|project|program|app)\\p{L}{0,3})"
                            + "|not (?:a )?go for (?:" + ACT + "|" + PRODUCTION + "|\\p{L}{1,6} [0-9])\\b)"),
            said("dnm", "\\bdnm\\b"),
            said("denied by", "(?:permission|go ahead|clearance) (?:is |was )?denied by " + FROM));

    /** Behind the beginning of a word, unless it says otherwise. */
    private static TriggeredPattern said(String triggers, String pattern) {
        return new TriggeredPattern(triggers, "\\b(?:" + pattern + ")");
    }

    /** Behind one of these a word may be meant for another case. */
    private static final Pattern UNREAL = Pattern.compile("\\b(?:would have|could have|if you|in case)\\b");

    private static final WordFilter FILTER = WordFilter.of(Stream.of(List.of(
            "no",
            "not",
            "keep",
            "hands",
            "leave",
            "back",
            "another",
            "further",
            "second",
            "one",
            "too",
            "undeployable",
            "unreleasable",
            "unshippable",
            "would",
            "will",
            "could",
            "might",
            "better",
            "nothing",
            "nobody",
            "prefer",
            "please",
            "window",
            "mind",
            "let",
            "bad",
            "fix",
            "after",
            "take",
            "remove",
            "pending",
            "missing",
            "outstanding",
            "more",
            "failed",
            "premature",
            "mistake",
            "wrong",
            "put",
            "none",
            "only",
            "still",
            "rather",
            "freeze",
            "embargo",
            "off",
            "rescheduled",
            "moved",
            "shifted",
            "pushed",
            "says",
            "say",
            "rejected",
            "declined",
            "refused",
            "turned",
            "skip",
            "drop",
            "exclude",
            "withhold",
            "park",
            "shelve",
            "red",
            "brake",
            "brakes",
            "denied",
            "unable",
            "withheld",
            "withhold",
            "void",
            "longer",
            "awaiting",
            "sat",
            "sit",
            "return",
            "rework",
            "pass",
            "dead",
            "touches",
            "wait",
            "stand",
            "refrain",
            "avoid",
            "unwise",
            "trigger",
            "button",
            "scrub",
            "scrubbed",
            "table",
            "vote",
            "voting",
            "certified",
            "certification",
            "quarantine",
            "tomorrow",
            "instead",
            "send",
            "kick",
            "nogo",
            "new",
            "reschedule",
            "move",
            "push",
            "dnm",
            "pull",
            "pump")));

    private EnglishRefusals() {}

    /** Whether words may hold a sentence that says no, so that each is worth a look. */
    static boolean mayBe(String words) {
        return FILTER.mayBeIn(words);
    }

    /**
     * Whether a sentence says no.
     *
     * @param words of the sentence, in {@linkplain PlainText plain form}
     */
    static boolean areNo(String words) {
        return TriggeredPattern.isAnyIn(words, NO) && !UNREAL.matcher(words).find();
    }
}
