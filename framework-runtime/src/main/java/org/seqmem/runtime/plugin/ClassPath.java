// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plugin;

import java.io.File;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Where the classes of Seqmem come from, for a process that is to have the same. */
public final class ClassPath {

    private ClassPath() {}

    /** As for the option {@code -cp} of a Java virtual machine. */
    public static String here() {
        return of(ClassPath.class.getClassLoader());
    }

    static String of(ClassLoader loader) {
        // JShell, notebooks and the like load by URL; what Java was started with says nothing then.
        // Java takes only files
        return loader instanceof URLClassLoader urls
                ? Arrays.stream(urls.getURLs())
                        .flatMap(url -> Origins.file(url).stream())
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator))
                : System.getProperty("java.class.path");
    }
}
