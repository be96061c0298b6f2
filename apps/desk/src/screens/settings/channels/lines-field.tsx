import { Textarea } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';

/** A list of words, one a line. */
export function LinesField(props: {
  label: string;
  description?: ReactNode;
  placeholder?: string;
  value: readonly string[];
  error: string | undefined;
  onChange: (lines: string[]) => void;
}): ReactElement {
  return (
    <Textarea
      label={props.label}
      description={props.description}
      placeholder={props.placeholder}
      autosize
      minRows={2}
      maxRows={10}
      value={props.value.join('\n')}
      error={props.error}
      onChange={(event) => props.onChange(event.target.value.split('\n'))}
    />
  );
}
