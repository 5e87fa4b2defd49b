package io.github.devopsagent.internal.plan;

import static io.github.devopsagent.internal.json.QuotedJson.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.internal.document.Schemas;
import io.github.devopsagent.internal.json.Spelling;
import io.github.devopsagent.metric.LeastDifference;
import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.metric.MetricRule;
import io.github.devopsagent.metric.NoData;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.veto.Refusal;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What a plan says of metrics. Reader and schema accept and refuse the same. */
class MetricReaderTest {

    private static byte[] planOf(String metrics) {
        return bytes("{'epic_id':'E','monitoring':{'metrics':[" + metrics + "]}}");
    }

    private static Metric metric(String object) {
        byte[] plan = planOf(object);
        assertThat(Schemas.PLAN.errorsIn(plan)).isEmpty();
        return PlanReader.read(plan, Defaults.STANDARD).get().metrics().get(0);
    }

    private static List<Refusal> faults(String metrics) {
        return PlanReader.read(planOf(metrics), Defaults.STANDARD).getLeft();
    }

    @Test
    void reads_every_source_as_its_executor_is_given_it() {
        assertThat(metric("{'prometheus':'http://p:9090','query':'up','at_most':1}")
                        .action())
                .isEqualTo(new Action.Use("prometheus", new Input(Map.of("url", "http://p:9090", "query", "up"))));
        assertThat(metric("{'http':'http://a/s','json':'/p/95','headers':{'X':'y'},'at_most':1}")
                        .action())
                .isEqualTo(new Action.Use(
                        "http", new Input(Map.of("url", "http://a/s", "json", "/p/95", "headers", Map.of("X", "y")))));
        assertThat(metric("{'scrape':'http://a/m','metric':'x','at_most':1}").action())
                .isEqualTo(new Action.Use("scrape", new Input(Map.of("url", "http://a/m", "metric", "x"))));
        assertThat(metric("{'log':'a.log','pattern':'E','at_most':1}").action())
                .isEqualTo(new Action.Use("log", new Input(Map.of("file", "a.log", "pattern", "E"))));
        assertThat(metric("{'run':'a','at_most':1}").action()).isEqualTo(new Action.Run("a"));
        assertThat(metric("{'check':'api','at_most':1}").action()).isEqualTo(Metric.probeTime("api"));
        assertThat(metric("{'check':'api','at_most':1}").check()).hasValue("api");
        assertThat(metric("{'check':'api','at_most':1}").name()).isEqualTo("time of api");
        assertThat(metric("{'uses':'a','with':{'n':'1'},'at_most':1}").action())
                .isEqualTo(new Action.Use("a", Input.of("n", "1")));
    }

    @Test
    void reads_every_rule() {
        assertThat(metric("{'run':'a','at_most':0.01}").rule()).isEqualTo(new MetricRule.AtMost(0.01));
        assertThat(metric("{'run':'a','at_least':-1}").rule()).isEqualTo(new MetricRule.AtLeast(-1));
        assertThat(metric("{'run':'a','between':[1,2]}").rule()).isEqualTo(new MetricRule.Between(1, 2));
        assertThat(metric("{'run':'a','increase_at_most':0}").rule()).isEqualTo(new MetricRule.IncreaseAtMost(0));
        assertThat(metric("{'run':'a','before':'2m','at_most_times_before':1.5}")
                        .rule())
                .isEqualTo(new MetricRule.AtMostTimesBefore(1.5));
        assertThat(metric("{'run':'a','before':'2m','worse_than_before':'lower'}")
                        .rule())
                .isEqualTo(new MetricRule.WorseThanBefore(MetricRule.Direction.LOWER));
        assertThat(metric("{'run':'a','before':'2m','worse_than_before':'higher','significance':0.01,"
                                + "'least_difference':{'absolute':5}}")
                        .rule())
                .isEqualTo(
                        new MetricRule.WorseThanBefore(MetricRule.Direction.HIGHER, 0.01, new LeastDifference(0.1, 5)));
    }

    @Test
    void reads_what_applies_to_any() {
        assertThat(metric("{'name':'n','run':'a','at_most':1,'initial_delay':'5s','no_data':'wait','critical':true,"
                        + "'timeout':'3s','notes':'for people'}"))
                .isEqualTo(new Metric(
                        "n",
                        new Action.Run("a"),
                        new MetricRule.AtMost(1),
                        NoData.WAIT,
                        true,
                        Duration.ZERO,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(3),
                        "plan.json#/monitoring/metrics/0"));
        assertThat(metric("{'run':'a','at_most':1,'no_data':null,'critical':null}"))
                .isEqualTo(new Metric(
                        "a",
                        new Action.Run("a"),
                        new MetricRule.AtMost(1),
                        NoData.FAIL,
                        false,
                        Duration.ZERO,
                        Duration.ZERO,
                        Metric.DEFAULT_TIMEOUT,
                        "plan.json#/monitoring/metrics/0"));
    }

    /** Its lines are counted from the moment on when it is looked at first, so that this must be before the deployment. */
    @Test
    void a_log_is_looked_at_before_the_first_deploy_step() {
        assertThat(metric("{'log':'a.log','pattern':'E','at_most':2}").rule())
                .isEqualTo(new MetricRule.IncreaseAtMost(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'run':'a'}",
                "{'at_most':1}",
                "{'run':'a','http':'http://a','json':'/x','at_most':1}",
                "{'run':'a','at_most':1,'at_least':1}",
                "{'prometheus':'http://p:9090','at_most':1}",
                "{'http':'http://p:9090','at_most':1}",
                "{'http':'http://p:9090','json':'x','at_most':1}",
                "{'http':'p:9090','json':'/x','at_most':1}",
                "{'scrape':'http://p:9090','query':'x','at_most':1}",
                "{'log':'a.log','at_most':1}",
                "{'log':'','pattern':'x','at_most':1}",
                "{'run':'a','pattern':'x','at_most':1}",
                "{'run':'a','with':{},'at_most':1}",
                "{'run':'a','at_most':'1'}",
                "{'run':'a','at_most':'1%'}",
                "{'run':'a','between':[1]}",
                "{'run':'a','between':1}",
                "{'run':'a','increase_at_most':-1}",
                "{'run':'a','before':'2m','at_most_times_before':0}",
                "{'run':'a','at_most_times_before':2}",
                "{'run':'a','worse_than_before':'higher'}",
                "{'run':'a','before':'2m','worse_than_before':'up'}",
                "{'run':'a','before':'2m','worse_than_before':'higher','significance':0.5}",
                "{'run':'a','before':'2m','worse_than_before':'higher','least_difference':{}}",
                "{'run':'a','before':'2m','worse_than_before':'higher','least_difference':{'x':1}}",
                "{'run':'a','before':'2m','worse_than_before':'higher','least_difference':{'relative':-1}}",
                "{'run':'a','at_most':1,'significance':0.1}",
                "{'run':'a','at_most':1,'no_data':'pass'}",
                "{'run':'a','at_most':1,'critical':'yes'}",
                "{'run':'a','at_most':1,'timeout':'0s'}",
                "{'run':'a','at_most':1,'initial_delay':5}",
                "{'run':'a','at_most':1,'check':'api'}",
                "{'check':'','at_most':1}",
                "{'check':{'name':'api'},'at_most':1}",
                "{'check':'api','at_most':1,'timeout':'3s'}",
                "{'check':'api','at_most':1,'with':{}}",
                "{'run':'a','at_most':1,'threshold':2}",
                "{'run':'a','at_most':1,'whatever':2}",
                "'a'",
                "null"
            })
    void both_refuse(String metric) {
        assertThat(Schemas.PLAN.errorsIn(planOf(metric))).isNotEmpty();
        assertThat(faults(metric)).isNotEmpty().allSatisfy(fault -> assertThat(fault.toString())
                .contains("/monitoring/metrics/0"));
    }

    /** What a schema cannot say. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ';',
            value = {
                "{'run':'a','between':[2,1]}; the lesser number first",
                "{'run':'a','at_most':1,'before':'2m'}; it would delay the deployment for nothing",
                "{'run':'a','at_most':1e999}; write a smaller one",
                "{'log':'a.log','pattern':'E','at_least':1}; the lines since the deployment began",
                "{'run':'a','at_most':1},{'run':'a','at_most':2}; give it another 'name'",
                "{'run':'a','at_most':1,'headers':{}}; it is of 'http', 'prometheus' and 'scrape'"
            })
    void says_what_to_write_instead(String metrics, String fix) {
        assertThat(faults(metrics))
                .anySatisfy(fault -> assertThat(fault.toString()).contains(fix));
    }

    @Test
    void the_schema_names_the_fields_that_are_read_and_no_other() throws Exception {
        Set<String> expected = new LinkedHashSet<>(MetricVocabulary.METRIC.known());
        MetricVocabulary.METRIC.spellings().values().stream()
                .map(Spelling::name)
                .forEach(expected::add);
        try (var in = Objects.requireNonNull(
                MetricReaderTest.class.getResourceAsStream("/io/github/devopsagent/schema/plan.schema.json"))) {
            assertThat(JsonMapper.builder()
                            .build()
                            .readTree(in)
                            .at("/$defs/metric/properties")
                            .propertyNames())
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }
}
