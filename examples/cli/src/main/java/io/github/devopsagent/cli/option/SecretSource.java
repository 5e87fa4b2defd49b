package io.github.devopsagent.cli.option;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Model.OptionSpec;

/** Where the value of a secret stands: never among the arguments, which every user of a machine can read. */
public final class SecretSource {

    /** How flags name it. */
    static final String FORM = "env:VARIABLE|file:PATH";

    private static final String FILE = "file:";

    private SecretSource() {}

    /** Whether a flag says where secrets stand, so that a wrong value of it may be one. */
    public static boolean isNamedBy(OptionSpec flag) {
        return flag.paramLabel().endsWith(FORM);
    }

    /** The same source, from whatever directory it is named. */
    static String located(String source) {
        return source.startsWith(FILE)
                ? FILE
                        + Path.of(source.substring(FILE.length()))
                                .toAbsolutePath()
                                .normalize()
                : source;
    }

    /**
     * The value, of a file without the line ends at its end.
     *
     * @param name of the secret, for messages: the source is not repeated, since it may be the secret itself by mistake
     * @param source {@code env:} and the name of a variable, or {@code file:} and a path
     * @throws IllegalArgumentException if it is neither, or the variable is not set
     * @throws FailureException if the file cannot be read
     */
    static String value(String name, String source, Map<String, String> environment) {
        if (source.startsWith("env:")) {
            String variable = source.substring("env:".length());
            if (!environment.containsKey(variable)) {
                throw new IllegalArgumentException("the secret '" + name
                        + "' is to come from the environment variable '" + variable + "', which is not set");
            }
            return environment.get(variable);
        }
        if (source.startsWith(FILE)) {
            Path file = Path.of(source.substring(FILE.length()));
            try {
                return Files.readString(file, UTF_8).replaceFirst("[\\r\\n]+$", "");
            } catch (IOException e) {
                throw new FailureException("the file of the secret '" + name + "' cannot be read: " + e, e);
            }
        }
        throw new IllegalArgumentException("the secret '" + name
                + "' must be given as env:VARIABLE or file:PATH, on the command line and in the settings: a value there"
                + " can be read by others");
    }
}
