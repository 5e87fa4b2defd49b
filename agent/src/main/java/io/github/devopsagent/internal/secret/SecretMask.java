package io.github.devopsagent.internal.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.executor.StepOutput;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Masks secrets in text, in all of their {@link SecretForms} and {@link Spellings}: what belongs to an occurrence becomes {@value #MASK}, and
 * occurrences that overlap become one. Where nothing is masked, text is left as it is. Immutable.
 */
public final class SecretMask {

    /** What stands where a secret stood. */
    static final String MASK = "***";

    /** A byte, escaped, takes six at most in what is usual. */
    private static final int ESCAPED = 6;

    /** Stands where a text was cut. */
    private static final byte[] ELLIPSIS = "…".getBytes(UTF_8);

    /** Fewer bytes of a secret tell nothing, and begin one by chance. */
    private static final int FEWEST_TORN = 4;

    private final Occurrences occurrences;
    private final int longest;

    private SecretMask(Set<SecretForm> forms) {
        Set<SecretForm> parts = new HashSet<>();
        int mostBytes = 0;
        for (SecretForm form : forms) {
            parts.addAll(form.parts());
            mostBytes = Math.max(mostBytes, form.bytes());
        }
        occurrences = new Occurrences(parts);
        longest = mostBytes;
    }

    public static SecretMask of(Collection<String> secrets) {
        Set<SecretForm> forms = new HashSet<>();
        for (String secret : secrets) {
            forms.addAll(SecretForms.of(secret));
        }
        return new SecretMask(forms);
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
     * Takes away what may be the beginning of a secret before each ellipsis: texts are cut before anybody can mask them,
     * such as the names of steps.
     *
     * @param masked a text in which whole secrets are masked
     * @return the text itself if there is nothing of the kind in it
     */
    public String withoutTorn(String masked) {
        if (masksNothing() || masked.indexOf('…') < 0) {
            return masked;
        }
        byte[] bytes = masked.getBytes(UTF_8);
        int[] open = open(bytes);
        BitSet torn = new BitSet(bytes.length);
        for (int cut = 0; cut + ELLIPSIS.length <= bytes.length; cut++) {
            if (Arrays.equals(bytes, cut, cut + ELLIPSIS.length, ELLIPSIS, 0, ELLIPSIS.length)) {
                // What is left may end in a beginning as well: masking once more must change nothing.
                for (int end = afterBlank(bytes, cut); open[end] >= FEWEST_TORN; end -= open[end]) {
                    torn.set(end - open[end], end);
                }
            }
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream(bytes.length);
        torn.flip(0, bytes.length);
        torn.stream().forEach(kept -> whole.write(bytes[kept]));
        return torn.cardinality() == bytes.length ? masked : whole.toString(UTF_8);
    }

    /** Where what was cut ends: a blank may stand before the ellipsis. */
    private static int afterBlank(byte[] bytes, int cut) {
        return cut > 0 && bytes[cut - 1] == ' ' ? cut - 1 : cut;
    }

    /** How much before each place may be the beginning of a secret, in whole characters. */
    private int[] open(byte[] bytes) {
        int[] open = new int[bytes.length + 1];
        Occurrences.State state = occurrences.start();
        for (int i = 0; i < bytes.length; i++) {
            state = occurrences.next(state, bytes[i]);
            int begin = i + 1 - state.open();
            while (begin > 0 && begin <= i && (bytes[begin] & 0xC0) == 0x80) {
                begin--;
            }
            open[i + 1] = i + 1 - begin;
        }
        return open;
    }

    /**
     * Masks text that comes in pieces.
     *
     * @param next takes what was masked
     * @return takes what is to be masked
     */
    MaskingOutput over(StepOutput next) {
        return new MaskingOutput(
                new KnownSecrets() {
                    @Override
                    public SecretMask mask() {
                        return SecretMask.this;
                    }

                    @Override
                    public void learn(String secret) {
                        // These are all.
                    }
                },
                next);
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
