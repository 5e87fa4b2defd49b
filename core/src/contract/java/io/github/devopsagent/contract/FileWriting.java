package io.github.devopsagent.contract;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.File;
import java.io.FileOutputStream;
import java.io.FileWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.attribute.FileAttributeView;
import java.util.Formatter;
import java.util.List;
import java.util.Map;

/** The JDK's ways to change what is on a disk, for rules that say who may use them. */
public final class FileWriting {

    private static final Map<Class<?>, String> METHODS = Map.ofEntries(
            Map.entry(
                    Files.class,
                    "write.*|newOutputStream|newBufferedWriter|newByteChannel|create.*|delete.*|move|copy|set.*"),
            Map.entry(WritableByteChannel.class, "open|write|truncate|force|map|transferFrom"),
            Map.entry(SeekableByteChannel.class, "truncate"),
            Map.entry(AsynchronousFileChannel.class, ".*"),
            Map.entry(FileAttributeView.class, "set.*|write|delete"),
            Map.entry(File.class, "delete.*|mkdirs?|renameTo|create.*|set.*"),
            Map.entry(FileOutputStream.class, "<init>"),
            Map.entry(FileWriter.class, "<init>"),
            Map.entry(RandomAccessFile.class, "<init>"),
            Map.entry(ProcessBuilder.class, "redirect(Output|Error)"),
            Map.entry(ProcessBuilder.Redirect.class, "to|appendTo"));

    /** They write a file if they are made with one, or with its name. */
    private static final List<Class<?>> PRINTING = List.of(PrintStream.class, PrintWriter.class, Formatter.class);

    private FileWriting() {}

    /** Holds for a call, or a reference to a method, that changes what is on a disk. */
    public static DescribedPredicate<JavaAccess<?>> writesAFile() {
        return DescribedPredicate.describe("it writes a file", access -> isWriting(access) || isPrinting(access));
    }

    private static boolean isWriting(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String name = access.getTarget().getName();
        // A network is no disk, though both have channels.
        return !owner.isAssignableTo(NetworkChannel.class)
                && METHODS.entrySet().stream()
                        .anyMatch(entry -> owner.isAssignableTo(entry.getKey()) && name.matches(entry.getValue()));
    }

    private static boolean isPrinting(JavaAccess<?> access) {
        return PRINTING.stream().anyMatch(access.getTargetOwner()::isAssignableTo)
                && access.getTarget() instanceof CodeUnitAccessTarget target
                && target.getName().equals("<init>")
                && !target.getRawParameterTypes().isEmpty()
                && (target.getRawParameterTypes().get(0).isEquivalentTo(File.class)
                        || target.getRawParameterTypes().get(0).isEquivalentTo(String.class));
    }
}
