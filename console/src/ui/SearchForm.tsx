import { Button, Input } from 'antd';

interface SearchFormProps {
  /** What is searched, for those who hear the field. */
  readonly label: string;
  /** What can be typed. */
  readonly placeholder: string;
  readonly value: string;
  readonly onSearch: (words: string) => void;
}

/** The search of a list: asks the server when it is sent, and `/` leads to it. */
export function SearchForm({ label, placeholder, value, onSearch }: SearchFormProps) {
  return (
    <form
      role="search"
      data-search
      onSubmit={(event) => {
        event.preventDefault();
        const words = new FormData(event.currentTarget).get('q');
        onSearch(typeof words === 'string' ? words.trim() : '');
      }}
    >
      <Input
        key={value}
        name="q"
        allowClear
        aria-label={label}
        placeholder={placeholder}
        defaultValue={value}
        suffix={<kbd aria-hidden="true">/</kbd>}
      />
      <Button htmlType="submit">搜索</Button>
    </form>
  );
}
