package io.github.devopsagent.internal.plan;

import io.github.devopsagent.internal.json.JsonCursor;
import io.github.devopsagent.internal.json.NameSimilarity;
import io.github.devopsagent.internal.json.Spelling;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The fields that an object of the plan may have, and what becomes of all others. */
final class Vocabulary {

    /** A shorter name is too easily another word to be taken for a mistyped one of these. */
    private static final int SHORTEST = 8;

    /** Words that differ from one of ours in two letters, and are no mistake. */
    static final Set<String> OTHER_WORDS =
            FieldWords.list("comment comments contact contacts approved approvals product products producer producers");

    private final String what;
    private final Set<String> known;
    private final Set<String> ofOthers;
    private final Map<String, Spelling> spellings;
    private final Map<String, String> refused;
    private final Map<String, String> misnamed;
    private final DecidingWords deciding;
    private final Optional<BiFunction<String, JsonCursor, Optional<UnknownSections.Fault>>> values;
    private @Nullable PlainNames plainNames;

    /**
     * Describes an object.
     *
     * @param what the object, in words
     * @param known the fields that are read
     * @param ofOthers the fields that others read
     * @param spellings other spellings that are read
     * @param refused fields that decide something and are not carried out, each with what to write instead
     * @param misnamed other names of required fields, each with the field's name
     * @param deciding words that make any other field one of those that are refused
     * @param values what keeps a field that is left from being passed over, by its value
     */
    Vocabulary(
            String what,
            Set<String> known,
            Set<String> ofOthers,
            List<Spelling> spellings,
            Map<String, String> refused,
            Map<String, String> misnamed,
            DecidingWords deciding,
            BiFunction<String, JsonCursor, Optional<UnknownSections.Fault>> values) {
        this(what, known, ofOthers, spellings, refused, misnamed, deciding, Optional.of(values));
    }

    /** The same, whose fields that are left are judged by {@link DecidingValues}. */
    Vocabulary(
            String what,
            Set<String> known,
            Set<String> ofOthers,
            List<Spelling> spellings,
            Map<String, String> refused,
            Map<String, String> misnamed,
            DecidingWords deciding) {
        this(what, known, ofOthers, spellings, refused, misnamed, deciding, Optional.empty());
    }

    private Vocabulary(
            String what,
            Set<String> known,
            Set<String> ofOthers,
            List<Spelling> spellings,
            Map<String, String> refused,
            Map<String, String> misnamed,
            DecidingWords deciding,
            Optional<BiFunction<String, JsonCursor, Optional<UnknownSections.Fault>>> values) {
        this.what = what;
        this.known = known;
        this.ofOthers = ofOthers;
        this.spellings = new LinkedHashMap<>();
        for (Spelling each : spellings) {
            this.spellings.put(each.name(), each);
        }
        this.refused = refused;
        this.misnamed = misnamed;
        this.deciding = deciding;
        this.values = values;
    }

    /**
     * What names mean, by their plain forms, for names that are written in another style, or mistyped.
     *
     * @param meanings the fields that are read
     * @param refused what to write instead
     * @param misnamed the required fields
     */
    private record PlainNames(Map<String, String> meanings, Map<String, String> refused, Map<String, String> misnamed) {

        static PlainNames of(Vocabulary vocabulary) {
            Map<String, String> meanings = new LinkedHashMap<>();
            for (String name : vocabulary.known) {
                meanings.put(NameSimilarity.plain(name), name);
            }
            for (Spelling each : vocabulary.spellings.values()) {
                meanings.putIfAbsent(NameSimilarity.plain(each.name()), each.means());
            }
            return new PlainNames(meanings, plain(vocabulary.refused), plain(vocabulary.misnamed));
        }

        private static Map<String, String> plain(Map<String, String> names) {
            Map<String, String> plain = new LinkedHashMap<>();
            for (Map.Entry<String, String> each : names.entrySet()) {
                plain.put(NameSimilarity.plain(each.getKey()), each.getValue());
            }
            return plain;
        }
    }

    /** Made for the first name that is unknown: a plan without one waits for none of them. */
    private synchronized PlainNames plainNames() {
        if (plainNames == null) {
            plainNames = PlainNames.of(this);
        }
        return plainNames;
    }

    String what() {
        return what;
    }

    Set<String> known() {
        return known;
    }

    Set<String> ofOthers() {
        return ofOthers;
    }

    Map<String, Spelling> spellings() {
        return spellings;
    }

    Map<String, String> refused() {
        return refused;
    }

    Map<String, String> misnamed() {
        return misnamed;
    }

    DecidingWords deciding() {
        return deciding;
    }

    /** Judges a field of an unknown name: what keeps it from being passed over. */
    Optional<UnknownSections.Fault> fault(String name, JsonCursor value) {
        return values.isPresent() ? values.get().apply(name, value) : DecidingValues.fault(name, value);
    }

    /** What a name is. */
    sealed interface Word permits KnownWord, Spelled, RefusedWord, Misnamed, UnknownWord {}

    /** A field that is read. */
    record KnownWord() implements Word {}

    /** Another spelling that is read. */
    record Spelled(Spelling spelling) implements Word {}

    /** A field that must not be there. */
    record RefusedWord(String fix) implements Word {}

    /** Another name of a required field. */
    record Misnamed(String field) implements Word {}

    /** A field that says nothing to us. */
    record UnknownWord() implements Word {}

    Word word(String name) {
        if (known.contains(name) || ofOthers.contains(name)) {
            return new KnownWord();
        }
        Optional<Word> spelled = Optional.ofNullable(spellings.get(name)).map(Spelled::new);
        String plain = NameSimilarity.plain(name);
        return spelled.or(() -> exactly(plain))
                .or(() -> DecidingWords.isOtherName(name) ? Optional.empty() : guessed(name, plain))
                .orElseGet(UnknownWord::new);
    }

    private Optional<Word> guessed(String name, String plain) {
        return mistyped(plain)
                .or(() -> Spelling.withoutUnit(plain).flatMap(this::exactly))
                .or(() -> exactly(NameSimilarity.withoutNumber(plain)))
                .or(() -> deciding.fix(name).map(RefusedWord::new));
    }

    /** One of our names in another style is not read, as sure as it may be: what is read stands in a table. */
    private Optional<Word> exactly(String plain) {
        PlainNames names = plainNames();
        return Optional.ofNullable(names.refused().get(plain))
                .<Word>map(RefusedWord::new)
                .or(() -> Optional.ofNullable(names.misnamed().get(plain)).map(Misnamed::new))
                .or(() -> Optional.ofNullable(names.meanings().get(plain)).map(this::meant));
    }

    private Optional<Word> mistyped(String plain) {
        if (OTHER_WORDS.contains(plain)) {
            return Optional.empty();
        }
        PlainNames names = plainNames();
        return closest(plain, names.meanings(), 0)
                .map(this::meant)
                .or(() -> closest(plain, names.misnamed(), SHORTEST).map(Misnamed::new))
                .or(() -> closest(plain, names.refused(), SHORTEST).map(RefusedWord::new));
    }

    private Word meant(String field) {
        return misnamed.containsValue(field) ? new Misnamed(field) : new RefusedWord("did you mean '" + field + "'?");
    }

    private static Optional<String> closest(String plain, Map<String, String> names, int shortest) {
        return names.entrySet().stream()
                .filter(each -> each.getKey().length() >= shortest && NameSimilarity.isClose(plain, each.getKey()))
                .min((one, other) -> Integer.compare(
                        NameSimilarity.distance(plain, one.getKey()), NameSimilarity.distance(plain, other.getKey())))
                .map(Map.Entry::getValue);
    }
}
