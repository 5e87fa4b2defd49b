package io.github.devopsagent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.DevOpsAgentException;
import io.github.devopsagent.cli.option.Converters;
import io.github.devopsagent.cli.option.FailureException;
import io.github.devopsagent.cli.option.LocaleCharset;
import io.github.devopsagent.cli.option.SecretSource;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The sub-commands, and what becomes of their errors. */
final class Program {

    private final Streams streams;

    Program(Streams streams) {
        this.streams = streams;
    }

    /** Carries out what the arguments say, and tells the exit code. */
    int execute(String... arguments) {
        int code = carryOut(arguments);
        if (!streams.out().checkError()) {
            return code;
        }
        streams.err().println("warning: the answer could not be written whole to standard output");
        return isOutcome(arguments) ? code : ProgramExit.FAILURE;
    }

    /** Whether the exit code tells what became of a system: it does so whoever can read the rest. */
    private static boolean isOutcome(String... arguments) {
        return arguments.length > 0 && List.of("run", "rollback", "give-up").contains(arguments[0]);
    }

    private int carryOut(String... arguments) {
        CommandLine program = commands();
        program.setExecutionStrategy(parsed -> {
            Subcommand command = parsed.hasSubcommand()
                    ? (Subcommand) parsed.subcommand().commandSpec().userObject()
                    : null;
            if (command != null) {
                requireClear(parsed.subcommand());
            }
            return command != null && command.config().isPresent()
                    ? withSettings(read(command.config().get(), parsed), parsed)
                    : new CommandLine.RunLast().execute(parsed);
        });
        return program.execute(arguments);
    }

    /** What is given twice, the parser takes for given once, the last time. */
    private static void requireClear(ParseResult given) {
        CommandLine command = given.commandSpec().commandLine();
        try {
            LocaleCharset.require(given.originalArgs());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command, String.valueOf(e.getMessage()));
        }
        for (OptionSpec option : given.matchedOptionsSet()) {
            Set<String> names = new HashSet<>();
            for (String value : option.typeInfo().isMap() ? option.originalStringValues() : List.<String>of()) {
                String name = value.replaceFirst("(?s)=.*", "");
                if (!names.add(name)) {
                    throw new ParameterException(
                            command, option.longestName() + "=" + name + " is given twice; which of them counts?");
                }
            }
        }
    }

    private static SettingsFile read(Path file, ParseResult parsed) {
        try {
            if (file.toString().isBlank()) {
                throw new IllegalArgumentException("--config is blank; name a properties file, or leave it out");
            }
            return SettingsFile.read(file);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    parsed.subcommand().commandSpec().commandLine(), String.valueOf(e.getMessage()));
        }
    }

    /** Parses again, with what the file says in front of what was given. */
    private int withSettings(SettingsFile file, ParseResult parsed) {
        ParseResult given = parsed.subcommand();
        List<String> arguments = new ArrayList<>(parsed.originalArgs());
        int afterName = arguments.indexOf(given.commandSpec().name()) + 1;
        arguments.addAll(
                afterName,
                file.arguments(given, parsed.commandSpec().subcommands().values()));
        CommandLine program = commands();
        CommandLine.IParameterExceptionHandler told = program.getParameterExceptionHandler();
        program.setParameterExceptionHandler((problem, rejected) -> told.handleParseException(
                new ParameterException(problem.getCommandLine(), file.named(problem)), rejected));
        return program.execute(arguments.toArray(String[]::new));
    }

    private CommandLine commands() {
        CommandLine program = new CommandLine(new Root());
        for (Subcommand command : List.of(
                new PreviewCommand(streams),
                new RunCommand(streams),
                new StatusCommand(streams),
                new HistoryCommand(streams),
                new ReportCommand(streams),
                new RollbackSubcommand(streams),
                new GiveUpCommand(streams),
                new HoldCommand(streams),
                new ReleaseCommand(streams))) {
            program.addSubcommand(command);
        }
        // An argument that begins with @ is no file that somebody else could have made.
        program.setExpandAtFiles(false);
        program.setOut(new PrintWriter(streams.out(), true, UTF_8));
        program.setErr(new PrintWriter(streams.err(), true, UTF_8));
        program.setColorScheme(Help.defaultColorScheme(streams.colouredOut() ? Help.Ansi.ON : Help.Ansi.OFF));
        program.setParameterExceptionHandler((problem, rejected) -> wrongUse(problem));
        program.setExecutionExceptionHandler((problem, command, parsed) -> failed(problem, command));
        Converters.register(program);
        return program;
    }

    private int wrongUse(ParameterException problem) {
        CommandLine command = problem.getCommandLine();
        streams.err().println(TerminalText.text(message(problem)));
        CommandLine.UnmatchedArgumentException.printSuggestions(problem, command.getErr());
        streams.err().println("see: " + command.getCommandSpec().qualifiedName() + " --help");
        return ProgramExit.USAGE;
    }

    /** What the parser could not read it repeats, which may be a secret in the wrong place. */
    private static String message(ParameterException problem) {
        if (problem instanceof CommandLine.UnmatchedArgumentException unmatched) {
            List<String> unknown = unmatched.getUnmatched();
            List<String> flags =
                    unknown.stream().filter(each -> each.startsWith("-")).toList();
            // What stands behind an unknown flag is its value.
            return "unknown: "
                    + (flags.isEmpty() ? unknown : flags)
                            .stream()
                                    .map(each -> "'" + each.replaceFirst("(?s)=.*", "=…") + "'")
                                    .collect(Collectors.joining(", "));
        }
        return problem.getArgSpec() instanceof OptionSpec option && SecretSource.isNamedBy(option)
                ? option.longestName() + " must be given as " + option.longestName() + "=" + option.paramLabel()
                : String.valueOf(problem.getMessage());
    }

    private int failed(Exception problem, CommandLine command) throws Exception {
        if (!(problem instanceof DevOpsAgentException || problem instanceof FailureException)) {
            throw problem;
        }
        String reason = String.valueOf(problem.getMessage());
        Subcommand subcommand = command.getCommand();
        if (subcommand.isJson()) {
            streams.out().println(Json.object("error").put("message", reason));
        } else {
            streams.err().println("NO OUTCOME: " + TerminalText.text(reason));
        }
        return ProgramExit.FAILURE;
    }

    /** What is there without a sub-command. */
    @Command(
            name = "devops-agent",
            description = "Deploys the epic of a consensus directory, with a way back, and tells what became of it.",
            synopsisSubcommandLabel = "COMMAND",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            footer = {
                "",
                "Exit codes: 0 deployed, or done; 1 no outcome; 2 wrong use;",
                "10 nothing to do, the epic is in another phase; 11 refused; 12 vetoed;",
                "13 aborted; 14 rolled back; 15 the rollback failed, a person is needed;",
                "20 (of preview, status and report) a run is unfinished."
            })
    private static final class Root implements Runnable {

        @CommandLine.Spec
        private CommandLine.Model.@Nullable CommandSpec spec;

        @Override
        public void run() {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "name a command: preview, run, status, history, report, rollback, give-up, hold or release");
        }
    }

    /** The version of the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "devops-agent "
                        + Optional.ofNullable(Program.class.getPackage().getImplementationVersion())
                                .orElse("(not from a jar)")
            };
        }
    }
}
