package io.github.devopsagent.internal.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.executor.StepOutput;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Masks secrets in text, in all of their {@link SecretForms} and {@link Spellings}: what belongs to an occurrence becomes {@value #MASK}, and
 * occurrences that overlap become one. Where nothing is masked, text is left as it is. Immutable.
 */
public final class SecretMask {

    /** What stands where a secret stood. */
    static final String MASK = "***";

    /** A byte, escaped, takes six at most in what is usual. */
    private static final int ESCAPED = 6;

    private final Occurrences occurrences;
    private final int longest;

    private SecretMask(Set<String> forms) {
        occurrences = new Occurrences(forms);
        longest = forms.stream()
                .mapToInt(form -> form.getBytes(UTF_8).length)
                .max()
                .orElse(0);
    }

    public static SecretMask of(Collection<String> secrets) {
        return new SecretMask(secrets.stream()
                .flatMap(secret -> SecretForms.of(secret).stream())
                .collect(Collectors.toSet()));
    }

    /**
     * Masks a whole text.
     *
     * @param text may contain secrets
     * @return the text itself if it contains none
     */
    public String mask(String text) {
        if (masksNothing()) {
            return text;
        }
        byte[] bytes = text.getBytes(UTF_8);
        ByteArrayOutputStream masked = new ByteArrayOutputStream(bytes.length);
        MaskingOutput output = over(masked::write);
        output.write(bytes, 0, bytes.length);
        output.finish();
        byte[] result = masked.toByteArray();
        return Arrays.equals(result, bytes) ? text : new String(result, UTF_8);
    }

    /**
     * Masks text that comes in pieces.
     *
     * @param next takes what was masked
     * @return takes what is to be masked
     */
    MaskingOutput over(StepOutput next) {
        return new MaskingOutput(() -> this, secret -> {}, next);
    }

    boolean masksNothing() {
        return longest == 0;
    }

    /** How many bytes a secret that is learned may have begun before, as far as that is looked for. */
    int lookBack() {
        return ESCAPED * longest;
    }

    Occurrences occurrences() {
        return occurrences;
    }
}
