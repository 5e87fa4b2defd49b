package io.github.devopsagent.internal.ownership;

import io.github.devopsagent.executor.Scratch;
import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.disk.RandomId;
import io.github.devopsagent.internal.document.DeploymentRegister;
import io.github.devopsagent.internal.files.RunDirectories;
import io.github.devopsagent.internal.files.RunDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a run has in {@code .devops} beside lock and journal, as the run itself remembers it. */
public final class OwnFiles implements OwnershipGuard.OwnedPart {

    private final RunDirectories files;
    private final String run;
    private final RunDirectory kept;
    private final byte[] plan;
    private final byte[] settings;
    private final Optional<byte[]> rolledBackJournal;
    private final ReliableJournal journal;
    private final Set<String> runs;
    private final Map<String, byte[]> scratch = new ConcurrentHashMap<>();
    private volatile DeploymentRegister register;
    private volatile boolean isReserved;
    private Optional<RunDirectory> elsewhere = Optional.empty();

    /**
     * The files of a run.
     *
     * @param files where they are
     * @param run its id
     * @param plan as it was judged
     * @param settings of the run
     * @param rolledBackJournal the journal of the deployment that the run undoes; empty if it undoes none
     * @param journal without all that happened there is to be no reserve
     */
    public OwnFiles(
            RunDirectories files,
            String run,
            byte[] plan,
            byte[] settings,
            Optional<byte[]> rolledBackJournal,
            ReliableJournal journal) {
        this.files = files;
        this.run = run;
        this.kept = files.kept(run);
        this.plan = plan.clone();
        this.settings = settings.clone();
        this.rolledBackJournal = rolledBackJournal.isPresent()
                ? Optional.of(rolledBackJournal.get().clone())
                : rolledBackJournal;
        this.journal = journal;
        this.runs = new HashSet<>(files.runs().newestFirst());
        this.register = files.register().read();
        this.isReserved = kept.hasReserve();
    }

    @Override
    public String name() {
        return kept.name();
    }

    @Override
    public boolean stands() {
        // In this order: who gives the reserve up has said before that the journal is not complete.
        boolean isReserveThere = kept.hasReserve() || !isReserved || !isComplete();
        return kept.isWhole()
                && (rolledBackJournal.isEmpty() || kept.hasRolledBackJournal())
                && kept.isProcessLockHeld()
                && files.isMarked()
                && isReserveThere;
    }

    private boolean isComplete() {
        return journal.failure().isEmpty();
    }

    /** Another run's directory that was not there when this one began, or other settings in this one's. */
    @Override
    public Optional<String> traces() {
        return files.runs().newestFirst().stream()
                .filter(other -> !runs.contains(other))
                .map(other -> RunDirectories.NAME + "/runs/" + other)
                .findFirst()
                .or(() -> kept.foundSettings()
                        .filter(found -> !Arrays.equals(found, settings))
                        .map(found -> kept.name() + "/settings.json is not that of this run"));
    }

    @Override
    public void rememberRemoval(String removal) {
        files.requireWritable();
        files.create();
        files.keep(run).rememberRemoval(removal);
    }

    @Override
    public void restore(String removal) {
        RunDirectory again = files.keep(run);
        // Without settings nobody goes on: so whoever does finds what tells that an attempt has begun.
        scratch.forEach(again::restoreScratch);
        rolledBackJournal.ifPresent(again::keepRolledBackJournal);
        again.restore(plan, settings);
        again.restoreProcessLock();
        files.register().remember(now -> now.equals(DeploymentRegister.EMPTY) ? register : now);
        // Last, since it takes the most room; but before the journal, beside which its absence tells of gaps.
        if (isComplete()) {
            again.reserveIfPossible();
        }
        isReserved = again.hasReserve();
    }

    /** Gives back the room that was kept for recording on a full disk. */
    public boolean giveUpReserve() {
        isReserved = false;
        return kept.giveUpReserve();
    }

    /** What an agent that was killed since then has found removed. */
    public Optional<String> removal() {
        return kept.removal();
    }

    /** Remembers what the register says by now. */
    public void noteRegister() {
        register = files.register().read();
    }

    /** What the attempts of this run leave while they are under way. */
    public Scratch scratch() {
        Scratch real = kept.scratch();
        return new Scratch() {
            @Override
            public Path directory() {
                return real.directory();
            }

            @Override
            public void create(String file, byte[] content) {
                create(file, content, true);
            }

            @Override
            public void createUnsynced(String file, byte[] content) {
                create(file, content, false);
            }

            private void create(String file, byte[] content, boolean isSynced) {
                RunDirectory.requireScratchName(file);
                // Before it is on the disk: what an executor does next takes for granted that it is there.
                scratch.put(file, content.clone());
                boolean created = false;
                try {
                    if (isSynced) {
                        real.create(file, content);
                    } else {
                        real.createUnsynced(file, content);
                    }
                    created = true;
                } finally {
                    if (!created && Files.notExists(real.directory().resolve(file))) {
                        scratch.remove(file);
                    }
                }
            }

            @Override
            public void delete(String file) {
                RunDirectory.requireScratchName(file);
                scratch.remove(file);
                real.delete(file);
            }
        };
    }

    /** The same, while its directory cannot be made again: the way back needs scripts. */
    public synchronized Scratch scratchElsewhere() {
        try {
            if (elsewhere.isEmpty()) {
                Path directory = temporaryFiles().resolve("devops-agent-" + RandomId.next());
                kept.durable().createOwnDirectories(directory);
                elsewhere = Optional.of(new RunDirectory(kept.durable(), directory, directory.toString()));
            }
            return elsewhere.get().scratch();
        } catch (BrokenFileException e) {
            return scratch();
        }
    }

    private static Path temporaryFiles() {
        return Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
    }

    private synchronized void deleteElsewhere(String key) {
        if (elsewhere.isPresent()) {
            RunDirectory found = elsewhere.get();
            found.deleteScratch(key);
            // One that is not empty stays, as temporary files do.
            String name = found.directory().getFileName().toString();
            if (found.durable().names(temporaryFiles()).contains(name)) {
                found.durable().deleteQuietly(temporaryFiles().resolve(name));
            }
        }
        elsewhere = Optional.empty();
    }

    /** Deletes what an executor left of an attempt whose result is in the journal. */
    public void deleteScratch(String key) {
        deleteElsewhere(key);
        for (String file : List.copyOf(scratch.keySet())) {
            if (file.startsWith(key)) {
                scratch.remove(file);
            }
        }
        kept.deleteScratch(key);
    }
}
