// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plugin;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.seqmem.api.ApiVersion;

/**
 * Explains linkage errors of plugins. They all mean that a class was compiled against something
 * other than what is there when it runs, which their own messages do not say.
 */
public final class VersionMix {

    private VersionMix() {}

    /**
     * What a failure of a plugin says of versions, continuing a sentence about the plugin; empty if
     * it is no linkage error.
     */
    public static Optional<String> explain(Throwable failure) {
        if (failure instanceof UnsupportedClassVersionError) {
            return Optional.of("was compiled for a newer Java than " + Runtime.version().feature());
        }
        if (failure instanceof NoClassDefFoundError
                || failure instanceof TypeNotPresentException
                || failure instanceof ClassNotFoundException) {
            return Optional.of(missing(failure.getMessage()));
        }
        if (failure instanceof IncompatibleClassChangeError
                || failure instanceof VerifyError
                || failure.getClass() == LinkageError.class) {
            return Optional.of(
                    "was compiled against another version of something than the one that is here ("
                            + failure.getClass().getSimpleName()
                            + ": "
                            + firstLine(failure.getMessage())
                            + "); build it with the versions of this Seqmem (API "
                            + ApiVersion.CURRENT
                            + ")");
        }
        return Optional.empty();
    }

    private static String missing(@Nullable String className) {
        String needed = "needs a class that is missing: " + firstLine(className);
        String name = String.valueOf(className).replace('/', '.');
        return PluginLoader.isShared(name)
                ? needed
                        + ", which this Seqmem (API "
                        + ApiVersion.CURRENT
                        + ") does not have: it was compiled against another version"
                : needed;
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "" : message.lines().findFirst().orElse("");
    }
}
