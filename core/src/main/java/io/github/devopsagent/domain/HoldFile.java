package io.github.devopsagent.domain;

import io.github.devopsagent.regex.LazyPattern;
import java.util.regex.Pattern;

/** The file by which people hold all deployments of a consensus directory: {@code HOLD}, as people write that. */
public final class HoldFile {

    /** A hold that is passed over is worse than one that is told and stays until its file gets another name. */
    private static final LazyPattern NAMES = LazyPattern.of(
            "[^\\p{L}\\p{N}]*(?:(?:on[^\\p{L}]*)?hold(?!\\p{L}).*"
                    + "|(?!(?:veto|[^.]*freeze)[^.]*\\.[jy])(?:stop|halt|freeze|veto|(?:do[ _-]?not|don[’']?t|no)[ _-]?deploy"
                    + "|(?:deploy|deployment|release)[ _-]?(?:hold|freeze|stop|halt)"
                    + "|(?:stop|halt|freeze|veto)[ _-]?(?:the[ _-]?)?(?:deploy|deployment|deploying|deploys|deployments|release|releases))"
                    + "[^\\p{L}\\p{N}.~]*(?:\\.(?:md|txt|json|ya?ml))?~?)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** The directory in which one holds as well as beside it, with the slash at its end: {@value}. */
    public static final String BELOW = "artifacts/";

    private HoldFile() {}

    /**
     * Whether a file of this name holds, whatever is in it.
     *
     * @param name of an entry of the consensus directory, or of {@link #BELOW}
     * @return true if its first word is {@code hold}, in any case: {@code hold}, {@code HOLD.md}, {@code .hold}, {@code
     *     HOLD-until-monday.txt}, and also {@code ON_HOLD}; or if it is nothing but another word that stops deployments:
     *     {@code STOP}, {@code FREEZE.md}, {@code stop.json}, {@code DO_NOT_DEPLOY}, {@code stop-deploy}
     */
    public static boolean isOne(String name) {
        return NAMES.matcher(name).matches();
    }
}
