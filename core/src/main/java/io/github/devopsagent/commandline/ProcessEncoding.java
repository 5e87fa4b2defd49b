package io.github.devopsagent.commandline;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The encoding in which this Java process hands environment variables to its children. It comes from the locale in which
 * Java was started; what it cannot encode becomes a question mark in silence.
 *
 * @param charset such as UTF-8
 */
public record ProcessEncoding(Charset charset) {

    /** The first Java version in which {@code file.encoding} no longer decides. */
    private static final int OWN_ENCODING_SINCE = 18;

    private static final int LAST_OF_ASCII = 0x7f;

    /**
     * That of this process.
     *
     * @return the default charset on Java 17, and that of the locale on later versions, as measured
     */
    public static ProcessEncoding ofThisProcess() {
        boolean own = Integer.parseInt(System.getProperty("java.specification.version", "17")) >= OWN_ENCODING_SINCE;
        return new ProcessEncoding(
                own
                        ? Charset.forName(System.getProperty("sun.jnu.encoding", StandardCharsets.UTF_8.name()))
                        : Charset.defaultCharset());
    }

    /**
     * Whether a child gets a text as it stands in a plan, which is UTF-8.
     *
     * @param text a name or a value
     * @return true if it is ASCII, or valid text in a process of UTF-8
     */
    public boolean carries(String text) {
        return isAscii(text)
                || (charset.equals(StandardCharsets.UTF_8)
                        && charset.newEncoder().canEncode(text));
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > LAST_OF_ASCII) {
                return false;
            }
        }
        return true;
    }

    /**
     * What is wrong with a text that it does not carry.
     *
     * @param what such as {@code the environment variable NAME}; never its value
     * @return a sentence with the fix
     */
    public String refusal(String what) {
        return what + " contains a character that cannot be passed on in " + charset
                + ", the encoding of this process; start it with LC_ALL=C.UTF-8 or another UTF-8 locale";
    }
}
