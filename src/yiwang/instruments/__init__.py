"""What the city can do: seal, exchange data, issue licences."""
