package io.github.devopsagent.barestring;

import java.util.regex.Pattern;

/**
 * What an argument looks like. What is quoted or expanded looks like any of them; what has a letter that is not ASCII,
 * ends like a clause, or begins a remark of another language, looks like none.
 */
enum WordClass {
    /** A path or a file: {@code /srv/app}, {@code k8s/}, {@code app.jar}, {@code *.sql}; not {@code 200*}, {@code 5MB*} or {@code 5/5}. */
    P(
            "(?!\\d+/\\d+[\\W_]*$|\\d{1,3}[A-Za-z]{0,3}_*\\*+[\\W_]*$)(?:\\.{1,2}|~(?:[a-z][\\w-]*)?|~?/.*|~[a-z][\\w-]*/.*|\\..*|[^\\s=:]*/.*|(?!-)[\\w@.*?\\[\\]-]*\\*[\\w@.*?\\[\\]/-]*|[\\w@-][\\w@.-]*\\.[a-z][a-z0-9]{0,9})"),
    /** A host or a URL: {@code localhost}, {@code db:5432}, {@code deploy@web1}, {@code api.example.com/health}. */
    U(
            "(?:[a-z][a-z0-9+.-]*://.+|(?:[\\w.-]+@)?[A-Za-z0-9][\\w-]*(?:\\.[\\w-]+)+(?::[\\d$]+)?(?:[/?].*)?"
                    + "|[\\w.-]+@[\\w.-]+(?::.*)?|(?:[A-Za-z0-9][\\w.-]*|\\[[0-9a-f:]+\\])?:\\d+(?:[/?].*)?|localhost(?:/.*)?)"),
    /** A file on a host: {@code web1:/srv/app}, {@code web1:}. */
    R("(?:[\\w.-]+@)?[A-Za-z0-9][\\w.-]*:(?:[^:].*)?"),
    /** A number, a size, a length of time, a mode: {@code 30}, {@code 5m}, {@code +14}, {@code 0755}. */
    N("[+-]?\\d[\\w.:%+-]*"),
    /** A name that no word of a language is, or the id of a commit. */
    I(
            "(?:[A-Za-z_:@+%^][^\\s]*[-_.:@+~^%\\d=/#{}*?!,][^\\s]*|[a-z]+[A-Z]\\w*|[0-9a-f]{7,40}|\\{\\{\\.[^\\s]*\\}\\}|[a-z][\\w.-]*\\[[a-z][a-z,_-]*\\]|[ugoa]*[+=-][rwxXst]+)"),
    /** One word in small letters. */
    W("[a-z]+"),
    /** One word in capitals that names something: {@code HEAD}, {@code PROD}, not {@code SKIPPED}. */
    K("[A-Z][A-Z0-9_]*"),
    /** One word with a capital, as some name directories: {@code Infrastructure}. */
    D("[A-Z][a-z]+"),
    /** The name of a variable or a file in capitals: {@code PATH}, {@code VERSION}. */
    V("[A-Z][A-Z0-9_]*"),
    /** A time of day: {@code 22:00}. */
    T("(?:[01]?\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:[ap]m)?"),
    /** {@code name=value}. */
    A("[\\w./:@\\[\\]-]+[:+]?=.*"),
    /** The flag of a test: {@code =}, {@code -eq}. */
    E("(?:=|==|!=|-(?:eq|ne|lt|le|gt|ge|nt|ot|ef))"),
    /** A name of several words without blanks: {@code ShopStack}. */
    C("[A-Z]?[a-z]+[A-Z][A-Za-z0-9]*"),
    /** Nothing but what is quoted or expanded. */
    Q("(?!)"),
    /** A word of any look. */
    X(".*");

    private static final Pattern NO_ASCII = Pattern.compile("[^\\x20-\\x7e]");
    private static final Pattern CLAUSE_END = Pattern.compile(".*[A-Za-z0-9%)][.,;:!?]+");

    private final Pattern look;

    WordClass(String look) {
        this.look = Pattern.compile(look, Pattern.DOTALL);
    }

    /** Whether a word looks like this. */
    boolean matches(ParsedWord word) {
        String value = word.value();
        if (word.isOpaque() || this == X) {
            return true;
        }
        if (NO_ASCII.matcher(value).find()
                || (this != R
                        && (Remark.isOne(value) || CLAUSE_END.matcher(value).matches()))
                || (this != T && this != R && Remark.isForPeople(value))) {
            return false;
        }
        return hasLook(isRead(value) ? value : Remark.plain(value));
    }

    /** Whether what stands around a plain word counts as well. */
    private boolean isRead(String value) {
        return this == A || this == R || this == U || this == T || value.indexOf('/') >= 0;
    }

    private boolean hasLook(String value) {
        return look.matcher(value).matches()
                && ((this != W && this != I && this != P)
                        || !(EnglishWords.isProse(value) || CapitalWord.isState(value)))
                && (this != I || !CapitalWord.isSaid(value))
                && (this != K || CapitalWord.isName(value));
    }

    /** Whether nothing but a command has such a word: it is no plain word. */
    static boolean isMarked(ParsedWord word) {
        return P.matches(word)
                || U.matches(word)
                || N.matches(word)
                || I.matches(word)
                || A.matches(word)
                || Remark.isForPeople(word.value())
                || word.value().equals("-");
    }
}
