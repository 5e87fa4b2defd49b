package io.github.devopsagent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.internal.json.TrustedJson;
import java.io.File;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The schemas that hosts get at. */
class JsonSchemaTest {

    private static final String DEFINITIONS = "$defs";

    private static ObjectNode tree(JsonSchema schema) {
        return (ObjectNode) TrustedJson.strict(schema.text().getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @EnumSource
    void each_stands_alone_and_has_the_name_of_its_file(JsonSchema schema) {
        assertThat(tree(schema).path("$id").asString()).endsWith("/" + schema.fileName());
        assertThat(references(tree(schema))).isNotEmpty().allSatisfy(reference -> assertThat(
                        tree(schema).path(DEFINITIONS).has(reference.replace("#/$defs/", "")))
                .as(reference)
                .isTrue());
    }

    private static List<String> references(JsonNode node) {
        return Stream.concat(
                        Stream.of(node.path("$ref").asString("")).filter(reference -> !reference.isEmpty()),
                        node.values().stream().flatMap(each -> references(each).stream()))
                .toList();
    }

    @Test
    void none_is_without_a_constant() throws IOException, URISyntaxException {
        Path plan = Path.of(JsonSchema.class
                .getResource("schema/" + JsonSchema.PLAN.fileName())
                .toURI());
        try (Stream<Path> files = Files.list(plan.resolveSibling(""))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(JsonSchema.values())
                            .map(JsonSchema::fileName)
                            .toList());
        }
    }

    @Test
    void what_several_describe_they_describe_in_the_same_way() {
        Map<String, JsonNode> known = new HashMap<>();
        for (JsonSchema schema : List.of(
                JsonSchema.DEPLOYMENT,
                JsonSchema.OUTCOME,
                JsonSchema.PREVIEW,
                JsonSchema.EVENT,
                JsonSchema.UNFINISHED_RUN,
                JsonSchema.HISTORY)) {
            for (Map.Entry<String, JsonNode> each :
                    tree(schema).path(DEFINITIONS).properties()) {
                JsonNode before = known.putIfAbsent(each.getKey(), each.getValue());
                assertThat(before == null ? each.getValue() : before)
                        .as(each.getKey() + " in " + schema.fileName())
                        .isEqualTo(each.getValue());
            }
        }
        ObjectNode outcome = tree(JsonSchema.OUTCOME);
        assertThat(known.get("outcome").path("properties")).isEqualTo(outcome.path("properties"));
        assertThat(known.get("outcome").path("allOf")).isEqualTo(outcome.path("allOf"));
    }

    @Test
    void the_record_in_an_outcome_is_the_one_that_is_written_but_for_the_settings() {
        ObjectNode record = tree(JsonSchema.DEPLOYMENT);
        ObjectNode told =
                (ObjectNode) tree(JsonSchema.OUTCOME).path(DEFINITIONS).path("deployment");
        ((ObjectNode) record.path("properties")).remove("settings");
        ((ObjectNode) record.path("properties").path("evidence").path("properties")).remove("skipped_tests");
        ((ArrayNode) record.path("required")).removeIf(each -> each.asString().equals("settings"));
        Set.of("properties", "required", "dependentRequired", "allOf")
                .forEach(part -> assertThat(told.path(part)).as(part).isEqualTo(record.path(part)));
    }

    @Test
    void a_host_on_the_module_path_gets_at_them() throws ReflectiveOperationException {
        Path[] path = Stream.of("java.class.path", "jdk.module.path")
                .map(property -> System.getProperty(property, ""))
                .flatMap(paths -> Arrays.stream(paths.split(File.pathSeparator)))
                .filter(entry -> entry.endsWith("classes") && !entry.endsWith("test-classes")
                        || entry.matches(
                                ".*[/\\\\](vavr|vavr-match|jackson-[a-z]+|slf4j-api|devops-agent-core)-\\d.*\\.jar"))
                .map(Path::of)
                .distinct()
                .toArray(Path[]::new);
        ModuleLayer boot = ModuleLayer.boot();
        Configuration modules =
                boot.configuration().resolve(ModuleFinder.of(path), ModuleFinder.of(), Set.of("io.github.devopsagent"));
        ModuleLayer layer = boot.defineModulesWithOneLoader(modules, ClassLoader.getPlatformClassLoader());
        Class<?> type = layer.findLoader("io.github.devopsagent").loadClass(JsonSchema.class.getName());
        assertThat(type.getModule().getName()).isEqualTo("io.github.devopsagent");
        for (Object constant : type.getEnumConstants()) {
            assertThat((String) type.getMethod("text").invoke(constant))
                    .isEqualTo(JsonSchema.valueOf(constant.toString()).text());
        }
    }
}
