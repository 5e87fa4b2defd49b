package io.github.devopsagent.internal.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.executor.StepOutput;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Masks secrets in text, in all of their {@link SecretForms}: what belongs to an occurrence becomes {@value #MASK}, and
 * occurrences that overlap become one. Where nothing is masked, text is left as it is. Immutable.
 */
public final class SecretMask {

    /** What stands where a secret stood. */
    static final String MASK = "***";

    private final AhoCorasick occurrences;
    private final int longest;

    private SecretMask(List<byte[]> forms) {
        occurrences = new AhoCorasick(forms);
        longest = forms.stream().mapToInt(form -> form.length).max().orElse(0);
    }

    public static SecretMask of(Collection<String> secrets) {
        return new SecretMask(secrets.stream()
                .flatMap(secret -> SecretForms.of(secret).stream())
                .map(form -> form.getBytes(UTF_8))
                .toList());
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

    /** How long the longest form of a secret is, in bytes. */
    int longest() {
        return longest;
    }

    AhoCorasick occurrences() {
        return occurrences;
    }
}
