package io.github.devopsagent.examples;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.coordination.Coordination;
import io.github.devopsagent.coordination.Lease;
import io.github.devopsagent.coordination.LeaseKey;
import io.github.devopsagent.internal.attempt.Cancellation;
import io.github.devopsagent.internal.coordination.FileCoordination;
import io.github.devopsagent.internal.environment.RunEnvironment;
import io.github.devopsagent.internal.environment.RunMask;
import io.github.devopsagent.internal.lock.DirectoryLock;
import io.github.devopsagent.internal.settings.AgentSettings;
import io.github.devopsagent.testkit.contract.CoordinationContract;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The files of one machine keep its agents apart as a database does those of many; journals are no matter of theirs. */
class FileCoordinationContractTest extends CoordinationContract {

    @TempDir
    Path temporary = Path.of(".");

    private String home = "";

    @BeforeEach
    void moveHome() throws IOException {
        home = System.getProperty("user.home");
        System.setProperty(
                "user.home", Files.createDirectories(temporary.resolve("home")).toString());
    }

    @AfterEach
    void moveBack() {
        System.setProperty("user.home", home);
    }

    @Override
    protected Coordination coordination() throws ReflectiveOperationException {
        DevOpsAgent agent = DevOpsAgent.builder().consensus(temporary).build();
        Field settings = DevOpsAgent.class.getDeclaredField("settings");
        settings.setAccessible(true);
        return new FileCoordination(
                RunEnvironment.of((AgentSettings) settings.get(agent), new Cancellation(), new RunMask(List.of())));
    }

    /** Its journal cannot be read, so that no run that was begun there has come to its end. */
    @Override
    protected String newDirectory() throws IOException {
        Path directory = Files.createTempDirectory(temporary, "consensus");
        Files.createDirectories(directory.resolve(".devops"));
        Files.writeString(directory.resolve(".devops/journal"), "no journal");
        return directory.toRealPath().toString();
    }

    /** Somebody removes the file; a process has no two locks of one directory, so this one has to forget that it has it. */
    @Override
    protected void lose(Lease lease) throws IOException {
        Path directory = lease.key().scope() == LeaseKey.Scope.DIRECTORY
                ? Path.of(lease.key().name()).resolve(".devops")
                : ((DirectoryLock) lease).directory();
        Files.delete(directory.resolve("lock"));
        System.getProperties().remove(DirectoryLock.class.getName() + ":" + directory.toRealPath());
    }

    @Override
    protected boolean keepsOrder() {
        return false;
    }

    @Override
    protected boolean tellsWorkers() {
        return false;
    }
}
