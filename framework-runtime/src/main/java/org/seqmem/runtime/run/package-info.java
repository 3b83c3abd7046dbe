// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** An experiment from its file to its end: what the command line and applications share. */
@NullMarked
package org.seqmem.runtime.run;

import org.jspecify.annotations.NullMarked;
