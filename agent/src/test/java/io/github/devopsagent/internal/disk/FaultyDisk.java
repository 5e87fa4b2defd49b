package io.github.devopsagent.internal.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A disk that counts its operations, from 0, and comes to grief at one of them. A write that comes to grief was done by
 * half. Closing always works, and is no operation, as reading is none. Nothing is really synced: what that is for takes
 * a power failure to see.
 */
public final class FaultyDisk implements Disk {

    /** The process is no more: nothing in it may catch this and go on, and if it does, every operation throws again. */
    public static final class Crash extends Error {

        private static final long serialVersionUID = 1L;

        Crash(String operation) {
            super("stopped at: " + operation);
        }
    }

    /** Sees each operation before it is done. */
    public interface Watcher {

        /**
         * Something is about to be written.
         *
         * @param operation its name
         * @throws IOException if it shall fail
         */
        void before(String operation) throws IOException;
    }

    /** What can go wrong. */
    public enum Fault {
        NONE,
        /** The process ends before the operation, for good. */
        STOP,
        /** The operation fails, and no other. */
        FAIL,
        /** The operation and all later ones fail. */
        FAIL_FOR_GOOD,
        /** From the operation on there is no room: nothing can be made or become longer. */
        FULL
    }

    private static final Pattern RANDOM = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private final Disk disk;
    private final Path root;
    private final List<String> operations = new ArrayList<>();
    private Fault fault = Fault.NONE;
    private int beginning = Integer.MAX_VALUE;
    private long enough = Long.MAX_VALUE;
    private Watcher watcher = operation -> {};
    private long usable = Long.MAX_VALUE;
    private String denied = "nothing is denied";

    private FaultyDisk(Disk disk, Path root) {
        this.disk = disk;
        this.root = root;
    }

    /** The real disk, without a fault so far; names are told relative to a directory. */
    public static FaultyDisk below(Path root) {
        return new FaultyDisk(Disk.real(), root);
    }

    /** Lets this go wrong from this operation on. */
    public synchronized FaultyDisk having(Fault next, int operation) {
        fault = next;
        beginning = operation;
        return this;
    }

    public FaultyDisk stopAt(int operation) {
        return having(Fault.STOP, operation);
    }

    public FaultyDisk failAt(int operation) {
        return having(Fault.FAIL, operation);
    }

    public FaultyDisk failFrom(int operation) {
        return having(Fault.FAIL_FOR_GOOD, operation);
    }

    public FaultyDisk fullFrom(int operation) {
        return having(Fault.FULL, operation);
    }

    /** There is room again when a file of so many bytes, or more, is deleted. */
    public synchronized FaultyDisk untilFreed(long bytes) {
        enough = bytes;
        return this;
    }

    /** Says that there is so much room, whether or not there is. */
    public synchronized FaultyDisk withUsableSpace(long bytes) {
        usable = bytes;
        return this;
    }

    @Override
    public synchronized long usableSpace(Path directory) {
        return usable;
    }

    /** Nothing is wrong any more. */
    public FaultyDisk mended() {
        return having(Fault.NONE, Integer.MAX_VALUE);
    }

    public synchronized FaultyDisk watchedBy(Watcher other) {
        watcher = other;
        return this;
    }

    /** What was tried so far: what is done and to which file, with an ellipsis for what is random in its name. */
    public synchronized List<String> operations() {
        return List.copyOf(operations);
    }

    private interface Effect {
        void take() throws IOException;
    }

    private void perform(String what, boolean needsRoom, Effect whole) throws IOException {
        perform(what, needsRoom, whole, () -> {});
    }

    private synchronized void perform(String what, boolean needsRoom, Effect whole, Effect half) throws IOException {
        int number = operations.size();
        operations.add(what);
        watcher.before(what);
        boolean begun = number >= beginning;
        boolean now = number == beginning;
        boolean goesWrong =
                switch (fault) {
                    case NONE -> false;
                    case STOP, FAIL_FOR_GOOD -> begun;
                    case FAIL -> now;
                    case FULL -> begun && needsRoom;
                };
        if (!goesWrong) {
            whole.take();
            return;
        }
        if (now || fault == Fault.FULL) {
            half.take();
        }
        switch (fault) {
            case STOP -> throw new Crash(what);
            case FULL -> throw new IOException("No space left on device");
            default -> throw new IOException("injected: input/output error");
        }
    }

    private String name(Path path) {
        String name = root.toAbsolutePath().relativize(path.toAbsolutePath()).toString();
        return RANDOM.matcher(name.isEmpty() ? "." : name).replaceAll("…");
    }

    private final class FaultyFile implements OpenFile {

        private final OpenFile file;
        private final String name;

        FaultyFile(OpenFile file, String name) {
            this.file = file;
            this.name = name;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            perform(
                    "write " + name,
                    true,
                    () -> file.write(bytes, offset, length),
                    () -> file.write(bytes, offset, length / 2));
        }

        @Override
        public void truncate(long size) throws IOException {
            perform("truncate " + name, false, () -> file.truncate(size));
        }

        @Override
        public void sync() throws IOException {
            perform("sync " + name, false, () -> {});
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    @Override
    public OpenFile create(Path file, FileAttribute<?>... permissions) throws IOException {
        List<OpenFile> opened = new ArrayList<>();
        perform("create " + name(file), true, () -> opened.add(disk.create(file, permissions)));
        return new FaultyFile(opened.get(0), name(file));
    }

    @Override
    public OpenFile openToAppend(Path file) throws IOException {
        List<OpenFile> opened = new ArrayList<>();
        perform("open " + name(file), !Files.exists(file), () -> opened.add(disk.openToAppend(file)));
        return new FaultyFile(opened.get(0), name(file));
    }

    @Override
    public FileChannel openToLock(Path file, FileAttribute<?>... permissions) throws IOException {
        List<FileChannel> opened = new ArrayList<>();
        perform(
                "open the lock " + name(file),
                !Files.exists(file),
                () -> opened.add(disk.openToLock(file, permissions)));
        return opened.get(0);
    }

    @Override
    public void overwrite(FileChannel locked, Path file, byte[] content) throws IOException {
        perform("write the lock " + name(file), true, () -> disk.overwrite(locked, file, content));
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        perform("move " + name(from) + " to " + name(to), false, () -> disk.move(from, to));
    }

    @Override
    public void delete(Path file) throws IOException {
        perform("delete " + name(file), false, () -> {
            long size = Files.isRegularFile(file) ? Files.size(file) : 0;
            disk.delete(file);
            if (fault == Fault.FULL && operations.size() > beginning && size >= enough) {
                mended();
            }
        });
    }

    @Override
    public void createDirectory(Path directory, FileAttribute<?>... permissions) throws IOException {
        perform("create directory " + name(directory), true, () -> disk.createDirectory(directory, permissions));
    }

    @Override
    public void setOwner(Path file, UserPrincipal owner) throws IOException {
        perform("set owner of " + name(file), false, () -> disk.setOwner(file, owner));
    }

    @Override
    public void setGroup(Path file, GroupPrincipal group) throws IOException {
        perform("set group of " + name(file), false, () -> disk.setGroup(file, group));
    }

    @Override
    public void setPermissions(Path file, Set<PosixFilePermission> permissions) throws IOException {
        perform("set permissions of " + name(file), false, () -> disk.setPermissions(file, permissions));
    }

    /** Lets nobody open a file of this name to try it, whatever its permissions say. */
    public synchronized FaultyDisk denying(String name) {
        denied = name;
        return this;
    }

    /** No operation: nothing is written. */
    @Override
    public synchronized void tryToWrite(Path file) throws IOException {
        if (file.endsWith(denied)) {
            throw new AccessDeniedException(file.toString());
        }
        disk.tryToWrite(file);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        perform("sync directory " + name(directory), false, () -> {});
    }
}
