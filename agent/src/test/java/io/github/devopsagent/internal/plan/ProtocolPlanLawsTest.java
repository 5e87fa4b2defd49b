package io.github.devopsagent.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerTries;
import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.domain.PlanRemark;
import io.github.devopsagent.internal.document.Schemas;
import io.github.devopsagent.veto.Refusal;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.json.JsonMapper;

/** Whoever follows the protocol's schema need not know ours. */
@FewerTries
class ProtocolPlanLawsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Property(tries = 500)
    void a_plan_that_is_valid_by_the_protocol_s_schema_has_no_fault_and_no_remark_but_of_what_is_blank(
            @ForAll("plans") Map<String, ?> plan) {
        byte[] bytes = JSON.writeValueAsBytes(plan);
        assertThat(Schemas.PROTOCOL_PLAN.errorsIn(bytes)).isEmpty();
        Either<List<Refusal>, Plan> read = PlanReader.read(bytes, Defaults.STANDARD);
        assertThat(read.isRight()).as(() -> read.toString()).isTrue();
        assertThat(read.get().remarks()).allMatch(remark -> remark.kind() == PlanRemark.RemarkKind.BLANK_ENTRY);
        assertThat(read.get().misnamed()).isEmpty();
        assertThat(Schemas.PLAN.errorsIn(bytes)).isEmpty();
    }

    /** Any text that a process can be given, and what plans say. */
    private static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "", " ", "./deploy.sh", "Deploy the new version.", "timout: 5m", "when", "{\"run\": \"x\"}"),
                Arbitraries.strings().withCharRange(' ', '\ud7ff').ofMaxLength(30));
    }

    private static Arbitrary<String> ids() {
        return Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(20);
    }

    private static Arbitrary<Map<String, Object>> some(Map<String, Arbitrary<?>> fields) {
        return Arbitraries.subsetOf(fields.keySet()).flatMap(names -> objects(fields, names));
    }

    private static Arbitrary<Map<String, Object>> objects(Map<String, Arbitrary<?>> fields, Set<String> names) {
        List<String> order = new ArrayList<>(names);
        List<Arbitrary<Object>> values = order.stream()
                .map(name -> java.util.Objects.requireNonNull(fields.get(name)).asGeneric())
                .toList();
        return Combinators.combine(values).as(drawn -> {
            Map<String, Object> object = new LinkedHashMap<>();
            for (int i = 0; i < drawn.size(); i++) {
                object.put(order.get(i), drawn.get(i));
            }
            return object;
        });
    }

    private static Arbitrary<Map<String, Object>> with(
            Arbitrary<Map<String, Object>> needed, Arbitrary<Map<String, Object>> more) {
        return Combinators.combine(needed, more).as((one, other) -> {
            Map<String, Object> both = new LinkedHashMap<>(other);
            both.putAll(one);
            return both;
        });
    }

    private static Arbitrary<Map<String, Object>> tasks() {
        Arbitrary<List<String>> lists = texts().list().ofMaxSize(2);
        return with(
                objects(Map.of("id", texts(), "title", texts()), Set.of("id", "title")),
                some(Map.of(
                        "description",
                        texts(),
                        "files",
                        lists,
                        "tests",
                        lists,
                        "dependencies",
                        lists,
                        "requirement_ids",
                        lists,
                        "estimated_loc",
                        Arbitraries.integers(),
                        "when",
                        texts(),
                        "timout",
                        texts())));
    }

    private static Arbitrary<Map<String, Object>> workstreams() {
        return with(
                objects(
                        Map.of(
                                "id",
                                texts(),
                                "title",
                                texts(),
                                "tasks",
                                tasks().list().ofMinSize(1).ofMaxSize(2)),
                        Set.of("id", "title", "tasks")),
                some(Map.of("owner", texts(), "sudo", texts())));
    }

    @Provide
    Arbitrary<Map<String, Object>> plans() {
        Arbitrary<Map<String, Object>> tests = some(Map.of(
                "type", Arbitraries.of("unit", "integration", "e2e", "manual"), "scope", texts(), "command", texts()));
        return with(
                objects(
                        Map.of(
                                "epic_id",
                                ids(),
                                "workstreams",
                                workstreams().list().ofMinSize(1).ofMaxSize(2)),
                        Set.of("epic_id", "workstreams")),
                some(Map.of(
                        "testing_matrix", tests.list().ofMaxSize(2),
                        "deployment_steps", texts().list().ofMaxSize(5),
                        "rollback_plan", texts())));
    }
}
