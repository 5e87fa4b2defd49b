package io.github.devopsagent.commandline;

import io.github.devopsagent.commandline.ShellNode.CommandList;
import io.github.devopsagent.commandline.ShellNode.ListEntry;
import io.github.devopsagent.commandline.ShellNode.PipedCommands;
import io.github.devopsagent.commandline.ShellNode.SimpleWords;
import io.github.devopsagent.commandline.ShellNode.WhileLoop;
import io.github.devopsagent.regex.LazyPattern;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tells loops that come to an end whatever their commands find: they count, or read to the end of something. */
final class CountedLoop {

    /** {@code i=$((i+1))}, {@code i=$(expr $i + 1)}, {@code i++}. */
    private static final LazyPattern COUNTER = LazyPattern.of(
            "([A-Za-z_]\\w*)(?:=(?:\\$\\(\\(|\\$\\(expr |`expr ).*\\b\\1\\b.*|\\+\\+|--|[+-]=\\d+)", Pattern.DOTALL);

    private static final Set<String> TESTS = Set.of("test", "[", "[[");

    private CountedLoop() {}

    static boolean mayBeEndless(WhileLoop loop) {
        Set<String> counters = new HashSet<>();
        words(loop.body()).forEach(word -> {
            Matcher counter = COUNTER.matcher(word);
            if (counter.matches()) {
                counters.add(counter.group(1));
            }
        });
        return !isCounted(loop.condition(), counters) && !leaves(loop.body(), counters);
    }

    /** Whether it has a word that leaves a loop, wherever. */
    static boolean hasBreak(CommandList list) {
        return words(list).anyMatch(word -> word.equals("break") || word.equals("exit") || word.equals("return"));
    }

    private static boolean isCounted(CommandList condition, Set<String> counters) {
        return condition.entries().stream()
                .flatMap(entry -> entry.pipelines().stream())
                .anyMatch(pipeline -> isCounted(pipeline, counters));
    }

    private static boolean isCounted(PipedCommands pipeline, Set<String> counters) {
        return pipeline.commands().size() == 1
                && pipeline.commands().get(0) instanceof SimpleWords simple
                && !simple.words().isEmpty()
                && (isReading(simple.words())
                        || (TESTS.contains(simple.words().get(0))
                                && simple.words().stream().anyMatch(word -> isCounter(word, counters))));
    }

    /** Behind an assignment such as {@code IFS=}. */
    private static boolean isReading(List<String> words) {
        return words.stream()
                .filter(word -> word.indexOf('=') < 0)
                .findFirst()
                .filter("read"::equals)
                .isPresent();
    }

    private static boolean isCounter(String word, Set<String> counters) {
        return counters.stream().anyMatch(name -> word.equals("$" + name) || word.equals("${" + name + "}"));
    }

    /** Whether it breaks off by what it has counted, or without asking anything. */
    private static boolean leaves(CommandList list, Set<String> counters) {
        return list.entries().stream().anyMatch(entry -> leaves(entry, counters));
    }

    private static boolean leaves(ListEntry entry, Set<String> counters) {
        for (PipedCommands pipeline : entry.pipelines()) {
            ShellNode node = pipeline.commands().get(0);
            if (node instanceof ShellNode.Conditional conditional) {
                return conditional.branches().stream()
                        .anyMatch(branch -> isCounted(branch.condition(), counters) && hasBreak(branch.body()));
            }
            if (node instanceof ShellNode.CommandGroup group) {
                return leaves(group.list(), counters);
            }
            if (node instanceof SimpleWords simple && simple.words().contains("break")) {
                return true;
            }
            if (!isCounted(pipeline, counters)) {
                return false;
            }
        }
        return false;
    }

    /** All of them, of what stands in brackets, conditions and loops as well. */
    static Stream<String> words(CommandList list) {
        return list.entries().stream()
                .flatMap(entry -> entry.pipelines().stream())
                .flatMap(pipeline -> pipeline.commands().stream())
                .flatMap(CountedLoop::words);
    }

    private static Stream<String> words(ShellNode node) {
        if (node instanceof SimpleWords simple) {
            return simple.words().stream();
        }
        if (node instanceof ShellNode.CommandGroup group) {
            return words(group.list());
        }
        if (node instanceof ShellNode.Conditional conditional) {
            return Stream.concat(
                    conditional.branches().stream()
                            .flatMap(branch -> Stream.concat(words(branch.condition()), words(branch.body()))),
                    conditional.otherwise().stream().flatMap(CountedLoop::words));
        }
        return node instanceof WhileLoop loop
                ? Stream.concat(words(loop.condition()), words(loop.body()))
                : words(((ShellNode.ForLoop) node).body());
    }
}
