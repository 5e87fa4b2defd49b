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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
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
    void several_series_of_which_the_increase_counts_are_counted_each_by_itself() {
        assertThat(metric("{'scrape':'http://a/m','metric':'x','increase_at_most':1}")
                        .action())
                .isEqualTo(new Action.Use(
                        "scrape", new Input(Map.of("url", "http://a/m", "metric", "x", "counter", true))));
        assertThat(metric("{'uses':'scrape','with':{'counter':false},'increase_at_most':1}")
                        .action())
                .isEqualTo(new Action.Use("scrape", Input.of("counter", false)));
        assertThat(metric("{'uses':'a','with':{'n':'1'},'increase_at_most':1}").action())
                .isEqualTo(new Action.Use("a", Input.of("n", "1")));
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
        assertThat(metric("{'http':'http://a/s','json':'','at_most':1}").action())
                .isEqualTo(new Action.Use("http", new Input(Map.of("url", "http://a/s", "json", ""))));
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
        assertThat(metric("{'uses':'log','with':{'file':'a.log','pattern':'E'},'at_most':2}")
                        .rule())
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

    /** In which metric each field stands, as #, and which values are none for it. */
    private static final Map<String, List<String>> WRONG = Map.ofEntries(
            entry("name", "{'name':#,'run':'a','at_most':1}; 7; true; ['a']; {'a':1}"),
            entry(
                    "prometheus",
                    "{'prometheus':#,'query':'up','at_most':1}; 7; ''; 'p:9090'; ['http://p']; {'url':'http://p'}"),
            entry("query", "{'prometheus':'http://p','query':#,'at_most':1}; 7; ''; ' '; ['up']; {'a':1}"),
            entry("http", "{'http':#,'json':'/a','at_most':1}; 7; ''; 'a/b'; ['http://p']; {'url':'http://p'}"),
            entry("json", "{'http':'http://a','json':#,'at_most':1}; 7; ' '; 'a.b'; '$.a'; ['/a']; {'a':1}"),
            entry("scrape", "{'scrape':#,'metric':'x','at_most':1}; 7; ''; 'a/metrics'; ['http://p']; {'a':1}"),
            entry("metric", "{'scrape':'http://a','metric':#,'at_most':1}; 7; ''; ['x']; {'a':1}"),
            entry("log", "{'log':#,'pattern':'E','at_most':1}; 7; ''; ['a.log']; {'a':1}"),
            entry("pattern", "{'log':'a.log','pattern':#,'at_most':1}; 7; ''; ['E']; {'a':1}"),
            entry("run", "{'run':#,'at_most':1}; 7; ''; true; {'a':1}; []"),
            entry("check", "{'check':#,'at_most':1}; 7; ''; true; ['api']; {'name':'api'}"),
            entry("uses", "{'uses':#,'at_most':1}; 7; ''; ['a']; {'a':1}"),
            entry("with", "{'uses':'a','with':#,'at_most':1}; 7; 'a'; ['a']"),
            entry(
                    "headers",
                    "{'scrape':'http://a','metric':'x','headers':#,'at_most':1}; 7; 'a'; ['a']; {'Authorization':'x'}; {'A':1}"),
            entry(
                    "basic_auth",
                    "{'scrape':'http://a','metric':'x','basic_auth':#,'at_most':1}; 7; 'a:b'; {'user':'u','password':'p'}; {}"),
            entry(
                    "bearer_token",
                    "{'scrape':'http://a','metric':'x','bearer_token':#,'at_most':1}; 7; 'tok'; {'secret':7}; {}"),
            entry(
                    "follow_redirects",
                    "{'scrape':'http://a','metric':'x','follow_redirects':#,'at_most':1}; 1; 'true'; {}"),
            entry("ca_file", "{'scrape':'https://a','metric':'x','ca_file':#,'at_most':1}; 7; ''; ['a']"),
            entry("insecure", "{'scrape':'https://a','metric':'x','insecure':#,'at_most':1}; 1; 'yes'; {}"),
            entry("at_most", "{'run':'a','at_most':#}; '1'; '1%'; true; [1]; {'a':1}"),
            entry("at_least", "{'run':'a','at_least':#}; '1'; true; [1]; {'a':1}"),
            entry("between", "{'run':'a','between':#}; 1; '1-2'; [1]; [1,2,3]; ['1',2]; {'low':1}"),
            entry("increase_at_most", "{'run':'a','increase_at_most':#}; -1; '1'; true; [1]"),
            entry("at_most_times_before", "{'run':'a','before':'2m','at_most_times_before':#}; 0; -1; '1.5x'; [1]"),
            entry("worse_than_before", "{'run':'a','before':'2m','worse_than_before':#}; 'up'; true; 1; ['higher']"),
            entry(
                    "significance",
                    "{'run':'a','before':'2m','worse_than_before':'higher','significance':#}; 0; 0.5; '5%'; [0.1]"),
            entry(
                    "least_difference",
                    "{'run':'a','before':'2m','worse_than_before':'higher','least_difference':#}; 0.1; '10%'; {}; {'x':1}; {'relative':'1'}; {'absolute':-1}"),
            entry("before", "{'run':'a','before':#,'at_most_times_before':2}; 5; 'soon'; true; ['2m']; '-1m'"),
            entry("initial_delay", "{'run':'a','initial_delay':#,'at_most':1}; 5; 'soon'; true; ['2m']; '-1m'"),
            entry("no_data", "{'run':'a','no_data':#,'at_most':1}; 'pass'; true; 0; ['fail']"),
            entry("critical", "{'run':'a','critical':#,'at_most':1}; 1; 'yes'; ['x']"),
            entry("timeout", "{'run':'a','timeout':#,'at_most':1}; 5; '0s'; 'soon'; ['2m']"));

    private static Map.Entry<String, List<String>> entry(String field, String cases) {
        return Map.entry(field, List.of(cases.split("; ")));
    }

    /** Told with its pointer, what was found, what is allowed, and a fix; and docs/plan.md has a row for it. */
    @Test
    void every_field_has_its_row_its_place_in_the_schema_and_its_fault() throws Exception {
        assertThat(WRONG.keySet()).isEqualTo(MetricVocabulary.METRIC.known());
        String page = Files.readString(Path.of("..", "docs", "plan.md"));
        String rows = page.substring(page.indexOf("| a health check |"), page.indexOf("Metrics are sampled with"));
        SoftAssertions soft = new SoftAssertions();
        WRONG.forEach((field, cases) -> {
            soft.assertThat(rows).as("docs/plan.md").contains("`" + field + "`");
            for (String wrong : cases.subList(1, cases.size())) {
                String metric = cases.get(0).replace("#", wrong);
                soft.assertThat(Schemas.PLAN.errorsIn(planOf(metric)))
                        .as("schema of " + metric)
                        .isNotEmpty();
                soft.assertThat(faults(metric)).as(metric).anySatisfy(fault -> assertThat(fault.toString())
                        .contains("/monitoring/metrics/0/" + field)
                        .containsPattern("found .+; allowed is .+; .+"));
            }
        });
        soft.assertAll();
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
                "{'uses':'log','with':{'file':'a.log','pattern':'E'},'between':[0,1]}; the lines since the deployment began",
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
