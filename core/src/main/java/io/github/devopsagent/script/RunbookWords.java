package io.github.devopsagent.script;

import java.util.Optional;
import java.util.regex.Pattern;

/** What the words around a command say of it. */
final class RunbookWords {

    private static final Pattern UNDOING = Pattern.compile(
            "(?i)\\b(roll(ing)?[\\s-]?backs?|revert(ing)?|undo(ing)?|back(ing)?[\\s-]?out|restor(e|ing)|abort(ing)?|cancel(ling)?)\\b");

    /** Of headings and sentences: then a command is for another time, or for nobody. */
    private static final String NEVER =
            "troubleshooting|debugging|emergency|emergencies|examples?(?!\\.\\w)|e\\.g\\.|if|in\\s+case|when|whenever|unless|"
                    + "otherwise|else|alternatives?|alternatively|optional|optionally|not|never|deprecated|obsolete|legacy|"
                    + "skip|ignore|disregard|todo|fixme|tbd|wip|draft|last\\s+resort|locally|laptop|workstation|failures?|broken";

    private static final String OLD = "^(?:old|previously|formerly|earlier)\\b"
            + "|\\b(?:old|previous|former|earlier)\\s+(?:ways?|methods?|commands?|procedures?|approach|steps?)\\b|~~|<!--|-->|\\?";

    private static final Pattern HEADS_NO_STEPS = Pattern.compile("(?i)\\b(?:" + NEVER
            + "|known\\s+(?:issues|problems|bugs)|faq|hints?|tips|background|appendix|history|glossary|references?|local|"
            + "development|recovery)\\b|^(?:(?:important|further|general|additional|other)\\s+)?notes?$|" + OLD);

    private static final Pattern COMMENTED_OUT =
            Pattern.compile("(?i)\\b(?:" + NEVER + "|only|manual(?:ly)?|instead|or|skip(?:ped)?)\\b|" + OLD);

    private static final Pattern NOT_NOW = Pattern.compile("(?i)\\b(?:" + NEVER
            + "|until|(?<!\\bat\\s)once|after|before|instead|or|no\\s+one|nobody|avoid|refrain|\\w+n['\\u2019]t|dont|cannot|forbidden|"
            + "prohibited|only|should|may|might|could|returns|outputs?|already|yesterday|no\\s+longer|used\\s+to|used\\s+for|"
            + "notes?|notice|hints?|tips?|failed|fails|beware|warning|caution|danger|dangerous|asks?|someone|somebody)\\b|"
            + OLD);

    /** Then it is for another machine, or for another user or directory of it. */
    private static final Pattern ELSEWHERE = Pattern.compile(
            "(?i)^(?:on|connect\\s+to)\\b|\\bon\\s+(?:\\S+\\s+){0,3}(?:hosts?|servers?|nodes?|machines?|bastion|box|boxes|instances?|replicas?)\\b"
                    + "|\\bon\\s+\\S*[a-z]-?\\d+\\b|\\b(?:each|every)\\s+(?:\\S+\\s+){0,2}(?:host|server|node|machine|instance)\\b"
                    + "|\\b(?:ssh|log\\s?in(?:to)?|log\\s+on(?:to)?|as\\s+root|as\\s+(?:the\\s+)?user)\\b");

    /** What a step does, as the first word of what is said of it. */
    private static final String VERBS =
            "(?:stop|start|restart|reload|(?:re)?deploy|migrate|(?:re)?build|pull|push|(?:re)?install|update|upgrade|back\\s?up|"
                    + "create|copy|move|clear|clean|flush|warm|check|verify|test|drain|enable|disable|scale|apply|publish|"
                    + "release|tag|fetch|check\\s?out|sync|upload|download|compile|compress|dump|save|export|import|load|switch|"
                    + "rotate|purge|invalidate|seed|confirm|validate|pack|package|prepare|generate|render|roll\\s?out|restore|"
                    + "roll\\s?back|revert|undo|take|put|bring|shut|activate|deactivate|register|deregister|provision|rename|"
                    + "remove|delete|link|unlink|replace|reindex|index|set|add|list|show|print|smoke[\\s-]test|run|execute)";

    private static final String NOUNS =
            "(?:migrations?|deployment|deploy|backup|build|restart|reload|release|rollout|installation|smoke\\s+tests?|health\\s?checks?|roll\\s?back)";

    private static final String FIRST = "(?:(?:then|now|next|first|finally|lastly|please|and)[\\s,]+)*";

    /** With an object, and what leads over to a command. */
    private static final Pattern LEADS_TO_IT = Pattern.compile("(?is)" + FIRST
            + "(?:(?:run|execute|invoke|call|enter|type|issue|use)(?:\\s+(?:the\\s+)?(?:command|script|following))?"
            + "|" + VERBS + "\\b.*\\b(?:with|via|by|using|(?:by\\s+)?running|run|execute)"
            + "|" + VERBS + "\\b.*[:\\u2013\\u2014]|(?:\\S+\\s+){0,3}" + NOUNS
            + "(?:\\s+\\S+){0,3}\\s*[:\\u2013\\u2014])"
            + "\\s*:?");

    /** Something else is done before it. */
    private static final Pattern SEVERAL = Pattern.compile("(?i)(?!\\b(?:and|then)\\b)\\b\\w+\\W+(?:and\\W+)?then\\b");

    /** Of these only with a colon: with the command itself something else is done. */
    private static final Pattern DONE_TO_IT = Pattern.compile(
            "(?is)" + FIRST
                    + "(?:replace|remove|delete|stop|test|check|verify|rename|add|list|show|print|copy|move|update)\\s*(?:the\\s+)?(?:script|command)?");

    private static final Pattern PURPOSE = Pattern.compile("(?is)[\\s.,;!]*|\\s+(?:in\\s+order\\s+)?to\\s+[^,;:]*");

    private RunbookWords() {}

    /** Why a command that stands behind this sentence is no step; empty if nothing speaks against it. */
    static Optional<String> against(String sentence, boolean undoes) {
        return against(sentence, undoes, NOT_NOW);
    }

    /** Why a command that stands under this heading is no step; empty if nothing speaks against it. */
    static Optional<String> againstHeaded(String heading, boolean undoes) {
        return against(heading, undoes, HEADS_NO_STEPS);
    }

    /** Why a script with this comment is no step; empty if nothing speaks against it. */
    static Optional<String> againstCommented(String comment, boolean undoes) {
        return against(comment, undoes, COMMENTED_OUT);
    }

    private static Optional<String> against(String title, boolean undoes, Pattern notNow) {
        if (!undoes && UNDOING.matcher(title).find()) {
            return Optional.of("which no step of this list is for");
        }
        if (notNow.matcher(title).find()) {
            return Optional.of("which does not say plainly that it is a step of this deployment");
        }
        return ELSEWHERE.matcher(title).find()
                ? Optional.of("which does not say plainly that it is for this machine")
                : Optional.empty();
    }

    /** Whether a sentence says plainly that the command in it is to be run, now and here. */
    static boolean areStep(String before, String behind) {
        String leading = before.replaceAll("[*_]", "").strip();
        return !SEVERAL.matcher(leading).find()
                && (leading.isEmpty()
                        || (LEADS_TO_IT.matcher(leading).matches()
                                && !DONE_TO_IT.matcher(leading).matches()))
                && PURPOSE.matcher(behind.replaceAll("[*_]", "")).matches();
    }
}
