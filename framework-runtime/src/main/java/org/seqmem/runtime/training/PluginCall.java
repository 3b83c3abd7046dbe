// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import java.security.CodeSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.Plugin;
import org.seqmem.api.PluginKind;
import org.seqmem.api.SeqmemException;
import org.seqmem.runtime.plugin.VersionMix;

/** Calls into plugins: what escapes one is wrapped once, with its kind, name and jar. */
public final class PluginCall {

    private PluginCall() {}

    /**
     * Calls a plugin or its product.
     *
     * @throws SeqmemException {@link ErrorCode#PLUGIN_FAILED} if it throws, {@link
     *     ErrorCode#OUT_OF_MEMORY} if the engine says so; its own SeqmemException passes as it is
     */
    public static <T extends @Nullable Object> T to(Plugin<?> plugin, Supplier<T> call) {
        try {
            return call.get();
        } catch (SeqmemException e) {
            throw e;
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw wrapped(describe(plugin), e);
        }
    }

    /**
     * Calls a plugin or its product for its effect.
     *
     * @see #to
     */
    static void run(Plugin<?> plugin, Runnable call) {
        to(
                plugin,
                () -> {
                    call.run();
                    return null;
                });
    }

    /**
     * Calls a product that does not know its plugin.
     *
     * @param kind the kind's name
     * @see #to
     */
    static <T> T toProduct(String kind, Object product, Supplier<T> call) {
        try {
            return call.get();
        } catch (SeqmemException e) {
            throw e;
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw wrapped(kind + " " + product.getClass().getName(), e);
        }
    }

    /** What a plugin is called in messages: {@code model "lstm" (seqmem-plugins-models.jar)}. */
    public static String describe(Plugin<?> plugin) {
        return kind(plugin.getClass()) + " \"" + plugin.name() + "\"" + jar(plugin.getClass());
    }

    private static SeqmemException wrapped(String who, Throwable cause) {
        if (isOutOfMemory(cause)) {
            return new SeqmemException(
                    ErrorCode.OUT_OF_MEMORY,
                    "memory ran out in " + who + "; a smaller batch-size or model needs less",
                    cause);
        }
        String detail = cause.getMessage() == null ? "" : ": " + firstLine(cause.getMessage());
        String what =
                VersionMix.explain(cause)
                        .orElse("failed with " + cause.getClass().getSimpleName() + detail);
        return new SeqmemException(ErrorCode.PLUGIN_FAILED, who + " " + what, cause);
    }

    /** The engine reports exhausted memory as any other error, told apart by its text only. */
    public static boolean isOutOfMemory(Throwable cause) {
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("out of memory")
                || message.contains("can't allocate memory")
                || message.contains("not enough memory");
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }

    private static String kind(Class<?> type) {
        Deque<Class<?>> open = new ArrayDeque<>();
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            open.add(c);
        }
        while (!open.isEmpty()) {
            Class<?> next = open.remove();
            PluginKind kind = next.getAnnotation(PluginKind.class);
            if (kind != null) {
                return kind.value();
            }
            open.addAll(List.of(next.getInterfaces()));
        }
        return "plugin";
    }

    private static String jar(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return "";
        }
        String path = source.getLocation().getPath().replaceFirst("/+$", "");
        return " (" + path.substring(path.lastIndexOf('/') + 1) + ")";
    }
}
