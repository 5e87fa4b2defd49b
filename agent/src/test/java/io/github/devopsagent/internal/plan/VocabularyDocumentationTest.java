package io.github.devopsagent.internal.plan;

import static io.github.devopsagent.internal.json.QuotedJson.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.internal.document.Schemas;
import io.github.devopsagent.internal.json.Spelling;
import io.github.devopsagent.internal.plan.Vocabulary.RefusedWord;
import io.github.devopsagent.internal.plan.Vocabulary.Spelled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The vocabulary stands in the code. The documentation and the JSON Schema say the same. */
class VocabularyDocumentationTest {

    private static final JsonNode SCHEMA = schema();

    private static JsonNode schema() {
        try (var in = Objects.requireNonNull(VocabularyDocumentationTest.class.getResourceAsStream(
                "/io/github/devopsagent/schema/plan.schema.json"))) {
            return JsonMapper.builder().build().readTree(in);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** An object of the plan: its vocabulary, where the schema describes it, and a plan around its fields. */
    @SuppressWarnings("ImmutableEnumChecker")
    enum Level {
        PLAN(PlanVocabulary.PLAN, "", "%s"),
        STEP(PlanVocabulary.STEP, "/$defs/anyStepObject", "'deployment_steps':[{%s}]"),
        CHECK(PlanVocabulary.CHECK, "/$defs/healthCheckObject", "'health_checks':[{%s}]"),
        MONITORING(PlanVocabulary.MONITORING, "/properties/monitoring", "'monitoring':{%s}"),
        ROLLBACK_PLAN(PlanVocabulary.ROLLBACK_PLAN, "/$defs/stepLists", "'rollback_plan':{%s}");

        private final Vocabulary vocabulary;
        private final String pointer;
        private final String around;

        Level(Vocabulary vocabulary, String pointer, String around) {
            this.vocabulary = vocabulary;
            this.pointer = pointer;
            this.around = around;
        }

        private String needed() {
            return switch (this) {
                case PLAN, MONITORING -> "";
                case STEP, CHECK -> "'uses':'a',";
                case ROLLBACK_PLAN -> "'steps':['a'],";
            };
        }

        private byte[] planOf(String field) {
            return bytes("{'epic_id':'E'," + String.format(around, needed() + field) + "}");
        }
    }

    static List<String> tables() {
        return VocabularyTables.all();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void the_page_on_plans_or_that_on_other_fields_has_each_table(String table) throws IOException {
        assertThat(Files.readString(Path.of("../docs/plan.md"))
                        + Files.readString(Path.of("../docs/fields-of-other-tools.md")))
                .contains(table);
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void the_schema_names_the_fields_that_are_read_and_no_other(Level level) {
        Set<String> expected = new LinkedHashSet<>(level.vocabulary.known());
        level.vocabulary.spellings().values().stream()
                .filter(spelling -> spelling.unit().isEmpty())
                .map(Spelling::name)
                .forEach(expected::add);
        Set<String> named =
                new LinkedHashSet<>(SCHEMA.at(level.pointer).path("properties").propertyNames());
        if (level == Level.STEP) {
            named.add("rollback"); // is described for each kind of step
        }
        if (level == Level.PLAN) {
            expected.add("$schema"); // is for editors
        }
        assertThat(named).containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void the_schema_has_each_other_field_in_a_pattern_and_no_other(Level level) {
        List<String> expected = new ArrayList<>(level.vocabulary.refused().keySet());
        expected.addAll(level.vocabulary.misnamed().keySet());
        List<String> listed = SCHEMA.at(level.pointer).path("patternProperties").propertyNames().stream()
                .filter(pattern -> !pattern.contains("_(in_)?") && !pattern.contains("(?!"))
                .flatMap(pattern ->
                        List.of(pattern.replaceAll("^\\^\\(|\\)\\$$", "").split("\\|", -1)).stream())
                .toList();
        assertThat(listed).containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void reader_and_schema_refuse_each_refused_field(Level level) {
        assertThat(level.vocabulary.refused().keySet()).isNotEmpty().allSatisfy(name -> {
            byte[] plan = level.planOf("'" + name + "':'a'");
            assertThat(level.vocabulary.word(name)).isInstanceOf(RefusedWord.class);
            assertThat(Schemas.PLAN.errorsIn(plan)).isNotEmpty();
            assertThat(PlanReader.read(plan, Defaults.STANDARD).isLeft()).isTrue();
            byte[] absent = level.planOf("'" + name + "':null");
            assertThat(Schemas.PLAN.errorsIn(absent)).isEmpty();
            assertThat(PlanReader.read(absent, Defaults.STANDARD).get().remarks())
                    .isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void the_schema_has_the_words_that_decide_in_a_pattern(Level level) {
        assertThat(SCHEMA.at(level.pointer).path("patternProperties").propertyNames())
                .contains(VocabularyPatterns.of(level.vocabulary));
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void reader_and_schema_refuse_each_word_that_decides(Level level) {
        Set<String> words =
                new LinkedHashSet<>(level.vocabulary.deciding().fixes().keySet());
        if (level == Level.PLAN) {
            words.addAll(RefusedWords.PLAN_ENDINGS.keySet());
        }
        assertThat(words).isNotEmpty().allSatisfy(word -> {
            String camel = VocabularyPatterns.camel("zzz_" + word);
            for (String name : List.of("zzz_" + word, "zzz-" + word.replace('_', '-'), camel)) {
                byte[] plan = level.planOf("'" + name + "':'a'");
                assertThat(Schemas.PLAN.errorsIn(plan)).as(name).isNotEmpty();
                assertThat(PlanReader.read(plan, Defaults.STANDARD).isLeft())
                        .as(name)
                        .isTrue();
            }
        });
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void reader_and_schema_pass_over_what_is_for_people(Level level) {
        List<String> names = new ArrayList<>(DecidingWords.FORECASTS);
        names.addAll(DecidingWords.OTHER_NAMES);
        DecidingWords.FOR_PEOPLE.forEach(word -> names.add("image_" + word));
        names.add("estimated_retries");
        names.add("imageNotes");
        names.add("image-notes");
        assertThat(names).allSatisfy(name -> {
            byte[] plan = level.planOf("'" + name + "':'a'");
            assertThat(Schemas.PLAN.errorsIn(plan)).as(name).isEmpty();
            assertThat(PlanReader.read(plan, Defaults.STANDARD).isRight())
                    .as(name)
                    .isTrue();
        });
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void reader_and_schema_read_each_duration_with_its_unit(Level level) {
        List<Spelling> units = level.vocabulary.spellings().values().stream()
                .filter(spelling -> spelling.unit().isPresent())
                .toList();
        assertThat(units).allSatisfy(spelling -> {
            assertThat(level.vocabulary.word(spelling.name())).isEqualTo(new Spelled(spelling));
            byte[] plan = level.planOf("'" + spelling.name() + "':2.5");
            assertThat(Schemas.PLAN.errorsIn(plan)).isEmpty();
            // The pause before retries that a step has not is passed over, which is told as well.
            assertThat(PlanReader.read(plan, Defaults.STANDARD).get().remarks())
                    .hasSize(spelling.means().equals("retry_delay") ? 2 : 1);
            byte[] wrong = level.planOf("'" + spelling.name() + "':'2s'");
            assertThat(Schemas.PLAN.errorsIn(wrong)).isNotEmpty();
            assertThat(PlanReader.read(wrong, Defaults.STANDARD).isLeft()).isTrue();
        });
        assertThat(units.isEmpty()).isEqualTo(level == Level.PLAN || level == Level.ROLLBACK_PLAN);
    }

    @Test
    void the_schema_refuses_what_the_rules_veto_under_another_name() {
        assertThat(PlanVocabulary.PLAN.misnamed().keySet())
                .allSatisfy(name -> assertThat(Schemas.PLAN.errorsIn(Level.PLAN.planOf("'" + name + "':['a']")))
                        .isNotEmpty());
    }
}
