// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** The Guice modules: the only place that binds. */
@NullMarked
package org.seqmem.runtime.wiring;

import org.jspecify.annotations.NullMarked;
