// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an interface that extends {@link Plugin} as a kind of plugin. Kinds are open: any jar may
 * bring a new one, and a configuration record may ask for it with {@code Use<ThatKind>}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface PluginKind {

    /** The kind's name in configuration and listings: kebab-case, for instance memory-function. */
    String value();
}
